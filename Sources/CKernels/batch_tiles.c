#include <string.h>

#include "CKernels.h"
#include "levels.h"

// A batch by tiles of codes (Tensors/Shared/BatchTiles.swift has the layout). Inputs and outputs
// are panels of `width` examples, one column or row after the other: 8, 16, 32 or 64. A tile's
// inputs stay in the first cache while the rows pass over them; rows with the same number of
// entries follow each other, so loops end where predicted.

#define INLINE static inline __attribute__((always_inline))

static void multiply_naive(dcs_batch_tile *m, const float *input, float *output, size_t width) {
  for (uint32_t runs = *m->header++; runs > 0; runs--) {
    uint32_t count = m->header[0], rows = m->header[1];
    for (m->header += 2; rows > 0; rows--) {
      float *sums = output + *m->row++ * width;
      for (uint32_t i = 0; i < count; i++, m->entry += 2) {
        const float *column = input + m->entry[0] * width, weight = m->codebook[m->entry[1]];
        for (size_t n = 0; n < width; n++) sums[n] += weight * column[n];
      }
    }
  }
}

#if defined(__x86_64__)
#include <immintrin.h>

// Bytes of entries fetched ahead: much is computed with each, and far ahead they would drive inputs
// out of the first cache.
#define ENTRIES_AHEAD 2048

#define TWO_ENTRIES(entries, VECTOR, LANES, LOAD, WEIGHT, FMA)                                                       \
  {                                                                                                                  \
    const float *x0 = input + ((entries) & 0xff) * width, *x1 = input + (((entries) >> 16) & 0xff) * width;          \
    VECTOR w0 = WEIGHT((entries) >> 8), w1 = WEIGHT((entries) >> 24);                                                \
    for (int v = 0; v < vectors; v++) {                                                                              \
      a[v] = FMA(w0, LOAD(x0 + v * LANES), a[v]);                                                                    \
      b[v] = FMA(w1, LOAD(x1 + v * LANES), b[v]);                                                                    \
    }                                                                                                                \
  }

// The same body for both kinds of registers. `vectors` of them hold a row's sums; two sets when two
// entries at a time are needed to hide the latency of the multiply-add. Four entries are read at
// once: reading is what the loop waits for. WEIGHT spreads the centroid of a code over a vector;
// where the codebook is small that is a permutation of registers, since every multiply-add loads
// already.
#define TILES_BODY(NAME, TARGET, VECTOR, LANES, LOAD, STORE, TABLES, WEIGHT, ZERO, FMA, ADD)                         \
  INLINE TARGET void NAME(                                                                                           \
      dcs_batch_tile *m, const float *input, float *output, const int vectors, const int isDouble, const int isSmall) {\
    TABLES                                                                                                           \
    const size_t width = (size_t)vectors * LANES;                                                                    \
    const uint8_t *entry = m->entry;                                                                                 \
    const uint16_t *row = m->row;                                                                                    \
    const uint32_t *header = m->header;                                                                              \
    for (uint32_t runs = *header++; runs > 0; runs--) {                                                              \
      uint32_t count = header[0], rows = header[1];                                                                  \
      for (header += 2; rows > 0; rows--) {                                                                          \
        float *sums = output + *row++ * width;                                                                       \
        const char *next = (const char *)(output + row[2] * width);                                                  \
        for (size_t line = 0; line < width * 4; line += 64) _mm_prefetch(next + line, _MM_HINT_T0);                  \
        for (size_t line = 0; line < count * 2; line += 64)                                                          \
          _mm_prefetch((const char *)entry + ENTRIES_AHEAD + line, _MM_HINT_T0);                                     \
        VECTOR a[8], b[8];                                                                                           \
        for (int v = 0; v < vectors; v++) a[v] = LOAD(sums + v * LANES);                                             \
        if (isDouble)                                                                                                \
          for (int v = 0; v < vectors; v++) b[v] = ZERO();                                                           \
        uint32_t i = 0;                                                                                              \
        if (isDouble) {                                                                                              \
          for (; i + 4 <= count; i += 4, entry += 8) {                                                               \
            uint64_t four;                                                                                           \
            memcpy(&four, entry, 8);                                                                                 \
            TWO_ENTRIES(four, VECTOR, LANES, LOAD, WEIGHT, FMA)                                                      \
            TWO_ENTRIES(four >> 32, VECTOR, LANES, LOAD, WEIGHT, FMA)                                                \
          }                                                                                                          \
          if (i + 2 <= count) {                                                                                      \
            uint32_t two;                                                                                            \
            memcpy(&two, entry, 4);                                                                                  \
            TWO_ENTRIES(two, VECTOR, LANES, LOAD, WEIGHT, FMA)                                                       \
            i += 2, entry += 4;                                                                                      \
          }                                                                                                          \
        }                                                                                                            \
        for (; i < count; i++, entry += 2) {                                                                         \
          const float *x = input + entry[0] * width;                                                                 \
          VECTOR w = WEIGHT(entry[1]);                                                                               \
          for (int v = 0; v < vectors; v++) a[v] = FMA(w, LOAD(x + v * LANES), a[v]);                                \
        }                                                                                                            \
        for (int v = 0; v < vectors; v++) STORE(sums + v * LANES, isDouble ? ADD(a[v], b[v]) : a[v]);                \
      }                                                                                                              \
    }                                                                                                                \
    m->entry = entry;                                                                                                \
    m->row = row;                                                                                                    \
    m->header = header;                                                                                              \
  }

// A permutation does not look at the bits above the code.
#define WEIGHT_256(code) _mm256_set1_ps(m->codebook[(code) & 0xff])
#define WEIGHT_512(code)                                                                                             \
  (isSmall ? _mm512_permutex2var_ps(low, _mm512_set1_epi32((int)(code)), high)                                       \
           : _mm512_set1_ps(m->codebook[(code) & 0xff]))
#define TABLES_512                                                                                                   \
  const uint32_t known = m->codebook_count >= 32 ? UINT32_MAX : (1u << m->codebook_count) - 1;                       \
  const __m512 low = _mm512_maskz_loadu_ps((__mmask16)known, m->codebook);                                           \
  const __m512 high = _mm512_maskz_loadu_ps((__mmask16)(known >> 16), m->codebook + 16);

TILES_BODY(
    tiles_256, DCS_TARGET_AVX2, __m256, 8, _mm256_loadu_ps, _mm256_storeu_ps, (void)isSmall;, WEIGHT_256,
    _mm256_setzero_ps, _mm256_fmadd_ps, _mm256_add_ps)
TILES_BODY(
    tiles_512, DCS_TARGET_AVX512, __m512, 16, _mm512_loadu_ps, _mm512_storeu_ps, TABLES_512, WEIGHT_512,
    _mm512_setzero_ps, _mm512_fmadd_ps, _mm512_add_ps)

DCS_TARGET_AVX2 static void multiply_256(
    dcs_batch_tile *m, const float *input, float *output, size_t width) {
  switch (width) {
    case 64: return tiles_256(m, input, output, 8, 0, 0);
    case 32: return tiles_256(m, input, output, 4, 1, 0);
    case 16: return tiles_256(m, input, output, 2, 1, 0);
    default: return tiles_256(m, input, output, 1, 1, 0);
  }
}

#define TILES_512(name, isSmall)                                                                                     \
  DCS_TARGET_AVX512 static void name(dcs_batch_tile *m, const float *input, float *output, size_t width) {           \
    switch (width) {                                                                                                 \
      case 64: return tiles_512(m, input, output, 4, 1, isSmall);                                                    \
      case 32: return tiles_512(m, input, output, 2, 1, isSmall);                                                    \
      default: return tiles_512(m, input, output, 1, 1, isSmall);                                                    \
    }                                                                                                                \
  }
TILES_512(multiply_512, 0)
TILES_512(multiply_512_small, 1)
#endif

void dcs_batch_tile_multiply(
    dcs_level level, dcs_batch_tile *m, const float *input, float *output, size_t width) {
#if defined(__x86_64__)
  if (level >= DCS_AVX512 && width >= 16)
    return (m->codebook_count <= 32 ? multiply_512_small : multiply_512)(m, input, output, width);
  if (level >= DCS_AVX2) return multiply_256(m, input, output, width);
#endif
  multiply_naive(m, input, output, width);
}

void dcs_fetch_rows(const float *source, size_t rows, size_t columns, size_t stride) {
  for (size_t r = 0; r < rows; r++)
    for (size_t c = 0; c < columns; c += 16) __builtin_prefetch(source + r * stride + c, 0, 2);
}

// Panels: [examples, columns] to [columns, width] and back, by squares of eight.

static void transpose_naive(const float *s, size_t rows, size_t columns, size_t stride, float *t, size_t t_stride) {
  for (size_t r = 0; r < rows; r++)
    for (size_t c = 0; c < columns; c++) t[c * t_stride + r] = s[r * stride + c];
}

#if defined(__x86_64__)
INLINE DCS_TARGET_AVX2 void transpose_8(const float *s, size_t stride, float *t, size_t t_stride) {
  __m256 r[8], u[8];
  for (int i = 0; i < 8; i++) r[i] = _mm256_loadu_ps(s + i * stride);
  for (int i = 0; i < 8; i += 2) {
    u[i] = _mm256_unpacklo_ps(r[i], r[i + 1]);
    u[i + 1] = _mm256_unpackhi_ps(r[i], r[i + 1]);
  }
  for (int i = 0; i < 8; i += 4)
    for (int k = 0; k < 2; k++) {
      r[i + 2 * k] = _mm256_shuffle_ps(u[i + k], u[i + k + 2], 0x44);
      r[i + 2 * k + 1] = _mm256_shuffle_ps(u[i + k], u[i + k + 2], 0xee);
    }
  for (int i = 0; i < 4; i++) {
    _mm256_storeu_ps(t + i * t_stride, _mm256_permute2f128_ps(r[i], r[i + 4], 0x20));
    _mm256_storeu_ps(t + (i + 4) * t_stride, _mm256_permute2f128_ps(r[i], r[i + 4], 0x31));
  }
}
#endif

#if defined(__x86_64__)
// All but what eights leave over. Sixteen rows, or columns, at a time from end to end: those of the
// side whose rows lie farther apart, often a multiple of 4 KB, so that more of them would push each
// other out of the caches.
DCS_TARGET_AVX2 static void transpose_eights(
    const float *source, size_t rows, size_t columns, size_t stride, float *target, size_t target_stride) {
  int isByRows = stride >= target_stride;
  size_t outer = isByRows ? rows : columns, inner = isByRows ? columns : rows;
  for (size_t o = 0; o < outer; o += 16)
    for (size_t i = 0; i < inner; i += 16)
      for (size_t a = o; a < o + 16 && a < outer; a += 8)
        for (size_t b = i; b < i + 16 && b < inner; b += 8) {
          size_t r = isByRows ? a : b, c = isByRows ? b : a;
          const float *from = source + r * stride + c;
          if (isByRows && b == i)
            for (size_t k = 0; k < 8; k++) _mm_prefetch((const char *)(from + k * stride + 64), _MM_HINT_T0);
          transpose_8(from, stride, target + c * target_stride + r, target_stride);
        }
}
#endif

void dcs_transpose(
    dcs_level level, const float *source, size_t rows, size_t columns, size_t stride, float *target,
    size_t target_stride) {
  size_t r = 0, c = 0;
#if defined(__x86_64__)
  if (level >= DCS_AVX2) {
    r = rows / 8 * 8;
    c = columns / 8 * 8;
    transpose_eights(source, r, c, stride, target, target_stride);
    transpose_naive(source + r * stride, rows - r, c, stride, target + r, target_stride);
  }
#endif
  transpose_naive(source + c, rows, columns - c, stride, target + c * target_stride, target_stride);
}
