#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>

#include "CKernels.h"

// Intel's MKL as a peer of `bench`, loaded while dcs runs and never needed. Names and numbers are
// those of mkl_cblas.h and mkl_spblas.h: row-major 101, no transposition 111 and 10, transposed
// 112, general matrix 20.

typedef struct {
  int type, mode, diagonal;
} matrix_description;

struct dcs_mkl {
  void (*sgemv)(int, int, int, int, float, const float *, int, const float *, int, float, float *, int);
  void (*sgemm)(int, int, int, int, int, int, float, const float *, int, const float *, int, float, float *, int);
  int (*create_csr)(void **, int, int, int, int *, int *, int *, float *);
  int (*set_mv_hint)(void *, int, matrix_description, int);
  int (*set_mm_hint)(void *, int, matrix_description, int, int, int);
  int (*optimize)(void *);
  int (*mv)(int, float, void *, matrix_description, const float *, float, float *);
  int (*mm)(int, float, void *, matrix_description, int, const float *, int, int, float, float *, int);
  int (*destroy)(void *);
};

static const matrix_description general = {20, 0, 0};

dcs_mkl *dcs_mkl_open(const char *path) {
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
  if (!library) return NULL;
  int (*set_layer)(int) = (int (*)(int))dlsym(library, "MKL_Set_Threading_Layer");
  if (set_layer) set_layer(1);  // one thread
  dcs_mkl found = {
      dlsym(library, "cblas_sgemv"),           dlsym(library, "cblas_sgemm"),
      dlsym(library, "mkl_sparse_s_create_csr"), dlsym(library, "mkl_sparse_set_mv_hint"),
      dlsym(library, "mkl_sparse_set_mm_hint"), dlsym(library, "mkl_sparse_optimize"),
      dlsym(library, "mkl_sparse_s_mv"),       dlsym(library, "mkl_sparse_s_mm"),
      dlsym(library, "mkl_sparse_destroy")};
  if (!found.sgemv || !found.sgemm || !found.create_csr || !found.set_mv_hint || !found.set_mm_hint ||
      !found.optimize || !found.mv || !found.mm || !found.destroy)
    return NULL;
  dcs_mkl *mkl = malloc(sizeof *mkl);
  if (mkl) *mkl = found;
  return mkl;
}

void dcs_mkl_dense(
    const dcs_mkl *mkl, const float *weights, size_t rows, size_t columns, const float *input, size_t batch,
    float *output) {
  if (batch == 1)
    mkl->sgemv(101, 111, (int)rows, (int)columns, 1, weights, (int)columns, input, 1, 0, output, 1);
  else
    mkl->sgemm(
        101, 111, 112, (int)batch, (int)rows, (int)columns, 1, input, (int)columns, weights, (int)columns, 0, output,
        (int)rows);
}

void *dcs_mkl_sparse_create(
    const dcs_mkl *mkl, size_t rows, size_t columns, int32_t *row_offsets, int32_t *column_indices, float *values,
    size_t batch) {
  void *handle = NULL;
  if (mkl->create_csr(
          &handle, 0, (int)rows, (int)columns, row_offsets, row_offsets + 1, column_indices, values) != 0)
    return NULL;
  if (batch == 1)
    mkl->set_mv_hint(handle, 10, general, 100000);
  else
    mkl->set_mm_hint(handle, 10, general, 101, (int)batch, 100000);
  mkl->optimize(handle);
  return handle;
}

int dcs_mkl_sparse_multiply(const dcs_mkl *mkl, void *handle, const float *input, size_t batch, float *output) {
  if (batch == 1) return mkl->mv(10, 1, handle, general, input, 0, output);
  return mkl->mm(10, 1, handle, general, 101, input, (int)batch, (int)batch, 0, output, (int)batch);
}

void dcs_mkl_sparse_destroy(const dcs_mkl *mkl, void *handle) { mkl->destroy(handle); }
