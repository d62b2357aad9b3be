#include <string.h>

#include "CKernels.h"
#include "levels.h"

// Sparse convolution of stride 1 by whole planes (Tensors/Shared/PlaneFilters.swift has the
// layout). The sums of an output plane, or of some of its rows, stay in registers while the entries
// of its filter pass: each is one centroid times the plane of an input channel, shifted. The planes
// of a tile of channels stay in the first cache while the outputs pass.

#define INLINE static inline __attribute__((always_inline))

static void multiply_naive(const dcs_plane_filters *f, const float *planes, float *sums, size_t vectors) {
  const uint16_t *offset = f->offsets, *count = f->counts;
  const uint8_t *code = f->codes;
  size_t size = vectors * f->lanes;
  for (size_t tile = 0; tile < f->tiles; tile++, planes += f->tile_vectors * f->lanes)
    for (size_t o = 0; o < f->outputs; o++)
      for (uint32_t n = *count++; n > 0; n--, offset++, code++) {
        const float *plane = planes + *offset * f->lanes, weight = f->codebook[*code];
        for (size_t i = 0; i < size; i++) sums[o * size + i] += weight * plane[i];
      }
}

#if defined(__x86_64__)
#include <immintrin.h>

#define EACH_VECTOR _Pragma("clang loop unroll(full)") for (int v = 0; v < vectors; v++)

#define PLANES_BODY(NAME, TARGET, VECTOR, LANES, MOST, LOAD, STORE, SET, FMA)                                        \
  INLINE TARGET void NAME(const dcs_plane_filters *f, const float *planes, float *sums, const int vectors) {         \
    const uint16_t *offset = f->offsets, *count = f->counts;                                                         \
    const uint8_t *code = f->codes;                                                                                  \
    for (size_t tile = 0; tile < f->tiles; tile++, planes += f->tile_vectors * LANES) {                              \
      float *row = sums;                                                                                             \
      for (size_t o = 0; o < f->outputs; o++, row += vectors * LANES) {                                              \
        uint32_t entries = *count++;                                                                                 \
        if (entries == 0) continue;                                                                                  \
        VECTOR a[MOST];                                                                                              \
        EACH_VECTOR a[v] = LOAD(row + v * LANES);                                                                    \
        for (; entries > 0; entries--) {                                                                             \
          const float *plane = planes + (size_t)*offset++ * LANES;                                                   \
          VECTOR w = SET(f->codebook[*code++]);                                                                      \
          EACH_VECTOR a[v] = FMA(w, LOAD(plane + v * LANES), a[v]);                                                  \
        }                                                                                                            \
        EACH_VECTOR STORE(row + v * LANES, a[v]);                                                                    \
      }                                                                                                              \
    }                                                                                                                \
  }

PLANES_BODY(
    planes_256, DCS_TARGET_AVX2, __m256, 8, DCS_PLANE_VECTORS_256, _mm256_load_ps, _mm256_store_ps, _mm256_set1_ps,
    _mm256_fmadd_ps)
PLANES_BODY(
    planes_512, DCS_TARGET_AVX512, __m512, 16, DCS_PLANE_VECTORS_512, _mm512_load_ps, _mm512_store_ps, _mm512_set1_ps,
    _mm512_fmadd_ps)

#define CASE_256(n) case n: return planes_256(f, planes, sums, n);
#define CASE_512(n) case n: return planes_512(f, planes, sums, n);
#define UP_TO_14(C) C(1) C(2) C(3) C(4) C(5) C(6) C(7) C(8) C(9) C(10) C(11) C(12) C(13) C(14)
#define UP_TO_28(C) UP_TO_14(C) C(15) C(16) C(17) C(18) C(19) C(20) C(21) C(22) C(23) C(24) C(25) C(26) C(27) C(28)

DCS_TARGET_AVX2 static void multiply_256(
    const dcs_plane_filters *f, const float *planes, float *sums, size_t vectors) {
  switch (vectors) { UP_TO_14(CASE_256) }
}

DCS_TARGET_AVX512 static void multiply_512(
    const dcs_plane_filters *f, const float *planes, float *sums, size_t vectors) {
  switch (vectors) { UP_TO_28(CASE_512) }
}
#endif

void dcs_plane_filters_multiply(
    dcs_level level, const dcs_plane_filters *f, const float *planes, float *sums, size_t vectors) {
#if defined(__x86_64__)
  if (level >= DCS_AVX512 && f->lanes == 16) return multiply_512(f, planes, sums, vectors);
  if (level >= DCS_AVX2 && f->lanes == 8) return multiply_256(f, planes, sums, vectors);
#endif
  multiply_naive(f, planes, sums, vectors);
}

// Rows are short: calls of memcpy would cost more than the copies.

DCS_LEVELS void dcs_shifted_planes(
    const dcs_windows *w, const float *image, float *planes, ptrdiff_t first_row, ptrdiff_t rows, ptrdiff_t row_size,
    ptrdiff_t first_channel, ptrdiff_t last_channel) {
  for (ptrdiff_t c = first_channel; c < last_channel; c++)
    for (ptrdiff_t kx = 0; kx < w->kernel_width; kx++) {
      float *plane = planes + (c * w->kernel_width + kx) * rows * row_size;
      ptrdiff_t shift = kx * w->dilation_x - w->left;
      ptrdiff_t first = shift < 0 ? -shift : 0, last = w->width - shift;
      if (last > w->output_width) last = w->output_width;
      for (ptrdiff_t r = 0; r < rows; r++, plane += row_size) {
        ptrdiff_t y = first_row + r - w->top;
        int is_outside = y < 0 || y >= w->height;
        ptrdiff_t begin = is_outside ? row_size : first;
        const float *source = image + (c * w->height + (is_outside ? 0 : y)) * w->width + shift;
        for (ptrdiff_t x = 0; x < row_size; x++) plane[x] = x >= begin && x < last ? source[x] : 0;
      }
    }
}

// A row may be written beyond its end where the next one of the same plane follows.
DCS_LEVELS void dcs_copy_rows(
    const float *source, size_t row_size, float *target, size_t plane_size, size_t planes, size_t rows, size_t width) {
  for (size_t p = 0; p < planes; p++, target += plane_size) {
    float *row = target;
    for (size_t r = 0; r + 1 < rows; r++, source += row_size, row += width)
      for (size_t x = 0; x < row_size; x += 8) memcpy(row + x, source + x, 32);
    memcpy(row, source, width * sizeof *row);
    source += row_size;
  }
}
