// What dcs calls of cuBLAS and cuSPARSE, on the processor: the emulated driver's memory is the host's. Each function holds
// dcs to the order of arguments and the numbers of NVIDIA's headers (cublas_v2.h, cusparse.h); matrices lie column by column.
#include <cstddef>
#include <cstdint>

namespace {
struct Handle { void *stream; };
struct Rows { int64_t rows, columns, entries; const int32_t *offsets, *places; const float *values; };
struct Dense { int64_t rows, columns, leading; float *values; };
const int wrong = 7; // ..._STATUS_INVALID_VALUE
const int transposed = 1, plain = 0, float32 = 0, indices32 = 2, columnMajor = 1;
float workspace[4];
} // namespace

extern "C" int library_products = 0, library_handles = 0;

extern "C" {
int cublasCreate_v2(Handle **handle) { *handle = new Handle(); library_handles++; return 0; }
int cublasDestroy_v2(Handle *handle) { delete handle; library_handles--; return 0; }
int cublasSetStream_v2(Handle *handle, void *stream) { handle->stream = stream; return 0; }

// C [m, n] = op(A) op(B), all column by column
int cublasSgemm_v2(Handle *h, int opA, int opB, int m, int n, int k, const float *alpha, const float *a, int lda,
                   const float *b, int ldb, const float *beta, float *c, int ldc) {
  if (!h->stream || *alpha != 1 || *beta != 0 || lda < (opA == transposed ? k : m) || ldb < (opB == plain ? k : n) || ldc < m)
    return wrong;
  for (int j = 0; j < n; j++)
    for (int i = 0; i < m; i++) {
      double sum = 0;
      for (int l = 0; l < k; l++)
        sum += double(opA == transposed ? a[l + size_t(i) * lda] : a[i + size_t(l) * lda])
             * (opB == plain ? b[l + size_t(j) * ldb] : b[j + size_t(l) * ldb]);
      c[i + size_t(j) * ldc] = float(sum);
    }
  library_products++;
  return 0;
}

// y = op(A) x with A [m, n]
int cublasSgemv_v2(Handle *h, int op, int m, int n, const float *alpha, const float *a, int lda, const float *x, int incx,
                   const float *beta, float *y, int incy) {
  if (incx != 1 || incy != 1 || lda < m) return wrong;
  return op == transposed ? cublasSgemm_v2(h, transposed, plain, n, 1, m, alpha, a, lda, x, m, beta, y, n)
                          : cublasSgemm_v2(h, plain, plain, m, 1, n, alpha, a, lda, x, n, beta, y, m);
}

int cusparseCreate(Handle **handle) { return cublasCreate_v2(handle); }
int cusparseDestroy(Handle *handle) { return cublasDestroy_v2(handle); }
int cusparseSetStream(Handle *handle, void *stream) { return cublasSetStream_v2(handle, stream); }

int cusparseCreateCsr(Rows **made, int64_t rows, int64_t columns, int64_t entries, int32_t *offsets, int32_t *places,
                      float *values, int offsetType, int placeType, int base, int type) {
  if (offsetType != indices32 || placeType != indices32 || base != 0 || type != float32 || offsets[rows] != entries) return wrong;
  *made = new Rows{rows, columns, entries, offsets, places, values};
  library_handles++;
  return 0;
}
int cusparseDestroySpMat(Rows *rows) { delete rows; library_handles--; return 0; }
int cusparseCreateDnMat(Dense **made, int64_t rows, int64_t columns, int64_t leading, float *values, int type, int order) {
  if (type != float32 || order != columnMajor || leading < rows) return wrong;
  *made = new Dense{rows, columns, leading, values};
  library_handles++;
  return 0;
}
int cusparseDestroyDnMat(Dense *dense) { delete dense; library_handles--; return 0; }
int cusparseCreateDnVec(Dense **made, int64_t size, float *values, int type) {
  return cusparseCreateDnMat(made, size, 1, size, values, type, columnMajor);
}
int cusparseDestroyDnVec(Dense *dense) { return cusparseDestroyDnMat(dense); }

static int sizeOf(Rows *a, Dense *b, Dense *c, size_t *size) {
  if (b->rows != a->columns || c->rows != a->rows || b->columns != c->columns) return wrong;
  *size = sizeof workspace;
  return 0;
}
static int product(Handle *h, const float *alpha, Rows *a, Dense *b, const float *beta, Dense *c, int type, int algorithm,
                   float *memory) {
  if (!h->stream || *alpha != 1 || *beta != 0 || type != float32 || algorithm != 0 || !memory) return wrong;
  memory[0] = memory[3] = 1; // it is there, all of it
  for (int64_t j = 0; j < c->columns; j++)
    for (int64_t i = 0; i < a->rows; i++) {
      double sum = 0;
      for (int32_t e = a->offsets[i]; e < a->offsets[i + 1]; e++)
        sum += double(a->values[e]) * b->values[a->places[e] + j * b->leading];
      c->values[i + j * c->leading] = float(sum);
    }
  library_products++;
  return 0;
}

int cusparseSpMV_bufferSize(Handle *, int op, const float *, Rows *a, Dense *x, const float *, Dense *y, int, int, size_t *size) {
  return op == plain ? sizeOf(a, x, y, size) : wrong;
}
int cusparseSpMV(Handle *h, int op, const float *alpha, Rows *a, Dense *x, const float *beta, Dense *y, int type, int algorithm,
                 float *memory) {
  return op == plain ? product(h, alpha, a, x, beta, y, type, algorithm, memory) : wrong;
}
int cusparseSpMM_bufferSize(Handle *, int opA, int opB, const float *, Rows *a, Dense *b, const float *, Dense *c, int, int,
                            size_t *size) {
  return opA == plain && opB == plain ? sizeOf(a, b, c, size) : wrong;
}
int cusparseSpMM(Handle *h, int opA, int opB, const float *alpha, Rows *a, Dense *b, const float *beta, Dense *c, int type,
                 int algorithm, float *memory) {
  return opA == plain && opB == plain ? product(h, alpha, a, b, beta, c, type, algorithm, memory) : wrong;
}
}
