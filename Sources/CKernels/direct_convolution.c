#include <string.h>

#include "CKernels.h"
#include "levels.h"

// Convolutions read straight from the images: no columns are written and nothing but the filters is
// packed, which costs a library's matrix product a quarter of its time on images as small as
// LeNet-5's.
//
// A vector is 8 neighbouring pixels of one output row, so rows must be multiples of 8 pixels. Its
// input under tap k (channel, row and column of the filter) is 8 neighbouring pixels, too: at
// taps[k] from where tap 0 sees it. AVX-512 takes two such vectors side by side, so that every sum
// has the same bits as with AVX2.

#if defined(__x86_64__)
#include <immintrin.h>

#define INLINE static inline __attribute__((always_inline))

enum { WIDE = DCS_PANEL };

/// sums[m][v] = sum over k of panel[k][m] * source[v][offsets[k] ...]: 10 sums, 2 vectors and a
/// factor in 13 registers.
INLINE DCS_TARGET_AVX2 void multiply_panel(
    const float *panel, const float *first, const float *second, const int32_t *offsets, size_t depth,
    __m256 sums[WIDE][2]) {
  for (int m = 0; m < WIDE; m++) sums[m][0] = sums[m][1] = _mm256_setzero_ps();
  for (size_t k = 0; k < depth; k++, panel += WIDE) {
    __m256 a = _mm256_loadu_ps(first + offsets[k]), b = _mm256_loadu_ps(second + offsets[k]);
    for (int m = 0; m < WIDE; m++) {
      __m256 factor = _mm256_broadcast_ss(panel + m);
      sums[m][0] = _mm256_fmadd_ps(factor, a, sums[m][0]);
      sums[m][1] = _mm256_fmadd_ps(factor, b, sums[m][1]);
    }
  }
}

DCS_TARGET_AVX2 static void convolution_256(
    const dcs_direct *d, const float *panels, const float *bias, const float *image, float *output) {
  size_t pixels = 8 * d->vectors;
  for (size_t o = 0; o < d->outputs; o += WIDE, panels += WIDE * d->depth)
    for (size_t v = 0; v < d->vectors; v += 2) {
      size_t w = v + 1 < d->vectors ? v + 1 : v;
      __m256 sums[WIDE][2];
      multiply_panel(panels, image + d->places[v], image + d->places[w], d->taps, d->depth, sums);
      for (int m = 0; m < WIDE && o + m < d->outputs; m++) {
        float *row = output + (o + m) * pixels;
        __m256 b = _mm256_set1_ps(bias ? bias[o + m] : 0);
        _mm256_storeu_ps(row + 8 * v, _mm256_add_ps(sums[m][0], b));
        _mm256_storeu_ps(row + 8 * w, _mm256_add_ps(sums[m][1], b));
      }
    }
}

/// Two vectors of 8 as one of 16.
INLINE DCS_TARGET_AVX512 __m512 pair(const float *low, const float *high) {
  return _mm512_insertf32x8(_mm512_castps256_ps512(_mm256_loadu_ps(low)), _mm256_loadu_ps(high), 1);
}

INLINE DCS_TARGET_AVX512 void store_pair(float *low, float *high, __m512 v) {
  _mm256_storeu_ps(low, _mm512_castps512_ps256(v));
  _mm256_storeu_ps(high, _mm512_extractf32x8_ps(v, 1));
}

/// The same for four vectors, which need not follow each other.
INLINE DCS_TARGET_AVX512 void multiply_panel_512(
    const float *panel, const float *const source[4], const int32_t *offsets, size_t depth, __m512 sums[WIDE][2]) {
  for (int m = 0; m < WIDE; m++) sums[m][0] = sums[m][1] = _mm512_setzero_ps();
  for (size_t k = 0; k < depth; k++, panel += WIDE) {
    int32_t at = offsets[k];
    __m512 a = pair(source[0] + at, source[1] + at), b = pair(source[2] + at, source[3] + at);
    for (int m = 0; m < WIDE; m++) {
      __m512 factor = _mm512_set1_ps(panel[m]);
      sums[m][0] = _mm512_fmadd_ps(factor, a, sums[m][0]);
      sums[m][1] = _mm512_fmadd_ps(factor, b, sums[m][1]);
    }
  }
}

/// Four vectors from v on; beyond the end the last one again.
INLINE void four_from(size_t v, size_t vectors, size_t four[4]) {
  for (size_t i = 0; i < 4; i++) four[i] = v + i < vectors ? v + i : vectors - 1;
}

DCS_TARGET_AVX512 static void convolution_512(
    const dcs_direct *d, const float *panels, const float *bias, const float *image, float *output) {
  size_t pixels = 8 * d->vectors, w[4];
  for (size_t o = 0; o < d->outputs; o += WIDE, panels += WIDE * d->depth)
    for (size_t v = 0; v < d->vectors; v += 4) {
      four_from(v, d->vectors, w);
      const float *source[4];
      for (int i = 0; i < 4; i++) source[i] = image + d->places[w[i]];
      __m512 sums[WIDE][2];
      multiply_panel_512(panels, source, d->taps, d->depth, sums);
      for (int m = 0; m < WIDE && o + m < d->outputs; m++) {
        float *row = output + (o + m) * pixels;
        __m512 b = _mm512_set1_ps(bias ? bias[o + m] : 0);
        store_pair(row + 8 * w[0], row + 8 * w[1], _mm512_add_ps(sums[m][0], b));
        store_pair(row + 8 * w[2], row + 8 * w[3], _mm512_add_ps(sums[m][1], b));
      }
    }
}

/// scratch[k, pixel] = sum over the outputs of panel[output, k] * output_gradient[output, pixel],
/// for a channel's taps.
typedef void tap_sums(const dcs_direct *d, const float *panels, const float *output_gradient, float *scratch);

DCS_TARGET_AVX2 static void tap_sums_256(
    const dcs_direct *d, const float *panels, const float *output_gradient, float *scratch) {
  size_t pixels = 8 * d->vectors;
  for (size_t k = 0; k < d->taps_per_channel; k += WIDE, panels += WIDE * d->outputs)
    for (size_t v = 0; v < d->vectors; v += 2) {
      size_t w = v + 1 < d->vectors ? v + 1 : v;
      __m256 sums[WIDE][2];
      multiply_panel(panels, output_gradient + 8 * v, output_gradient + 8 * w, d->planes, d->outputs, sums);
      for (int m = 0; m < WIDE && k + m < d->taps_per_channel; m++) {
        _mm256_storeu_ps(scratch + (k + m) * pixels + 8 * v, sums[m][0]);
        _mm256_storeu_ps(scratch + (k + m) * pixels + 8 * w, sums[m][1]);
      }
    }
}

DCS_TARGET_AVX512 static void tap_sums_512(
    const dcs_direct *d, const float *panels, const float *output_gradient, float *scratch) {
  size_t pixels = 8 * d->vectors, w[4];
  for (size_t k = 0; k < d->taps_per_channel; k += WIDE, panels += WIDE * d->outputs)
    for (size_t v = 0; v < d->vectors; v += 4) {
      four_from(v, d->vectors, w);
      const float *source[4];
      for (int i = 0; i < 4; i++) source[i] = output_gradient + 8 * w[i];
      __m512 sums[WIDE][2];
      multiply_panel_512(panels, source, d->planes, d->outputs, sums);
      for (int m = 0; m < WIDE && k + m < d->taps_per_channel; m++) {
        float *row = scratch + (k + m) * pixels;
        store_pair(row + 8 * w[0], row + 8 * w[1], sums[m][0]);
        store_pair(row + 8 * w[2], row + 8 * w[3], sums[m][1]);
      }
    }
}

DCS_TARGET_AVX2 static void input_gradient_with(
    tap_sums *sums, const dcs_direct *d, const float *panels, const float *output_gradient, float *input_gradient,
    float *scratch) {
  size_t pixels = 8 * d->vectors, channel = (d->taps_per_channel + WIDE - 1) / WIDE * WIDE * d->outputs;
  for (size_t c = 0; c < d->depth; c += d->taps_per_channel, panels += channel) {
    sums(d, panels, output_gradient, scratch);
    // Each tap's pixels go back to where they came from: once a whole channel is there, since a
    // load that overlaps a store just made would wait for it.
    for (size_t k = 0; k < d->taps_per_channel; k++)
      for (size_t v = 0; v < d->vectors; v++) {
        float *target = input_gradient + d->taps[c + k] + d->places[v];
        __m256 part = _mm256_loadu_ps(scratch + k * pixels + 8 * v);
        _mm256_storeu_ps(target, _mm256_add_ps(_mm256_loadu_ps(target), part));
      }
  }
}

INLINE DCS_TARGET_AVX2 float lane_sum(__m256 v) {
  __m128 four = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
  __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
  return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
}

enum { OUTPUTS = 2, TAPS = 5, MOST_OUTPUTS = 4 };

/// total[m][j] = sum over the images and their pixels of output m's gradient * the pixels under tap
/// j.
typedef void weight_tile(
    const dcs_direct *d, const float *input, const float *output_gradient, size_t images, const size_t *output,
    const size_t tap[TAPS], float (*total)[TAPS]);

/// 2 outputs by 5 taps: 10 sums, 2 gradients and a vector of pixels in 13 registers (with 3 by 4 in
/// all 16 a compiler keeps a sum in memory, which halves the speed). Eight pixels in eight lanes,
/// which are added in the end.
DCS_TARGET_AVX2 static void weight_tile_256(
    const dcs_direct *d, const float *input, const float *output_gradient, size_t images, const size_t *output,
    const size_t tap[TAPS], float (*total)[TAPS]) {
  size_t vectors = d->vectors;
  const int32_t *places = d->places;
  __m256 sums[OUTPUTS][TAPS];
  for (int m = 0; m < OUTPUTS; m++)
    for (int j = 0; j < TAPS; j++) sums[m][j] = _mm256_setzero_ps();
  for (size_t n = 0; n < images; n++, input += d->input_stride, output_gradient += d->output_stride) {
    const float *gradients[OUTPUTS], *taps[TAPS];
    for (int m = 0; m < OUTPUTS; m++) gradients[m] = output_gradient + output[m] * 8 * vectors;
    for (int j = 0; j < TAPS; j++) taps[j] = input + d->taps[tap[j]];
    for (size_t v = 0; v < vectors; v++) {
      __m256 g[OUTPUTS];
      for (int m = 0; m < OUTPUTS; m++) g[m] = _mm256_loadu_ps(gradients[m] + 8 * v);
      for (int j = 0; j < TAPS; j++) {
        __m256 x = _mm256_loadu_ps(taps[j] + places[v]);
        for (int m = 0; m < OUTPUTS; m++) sums[m][j] = _mm256_fmadd_ps(g[m], x, sums[m][j]);
      }
    }
  }
  for (int m = 0; m < OUTPUTS; m++)
    for (int j = 0; j < TAPS; j++) total[m][j] = lane_sum(sums[m][j]);
}

/// 4 outputs, two side by side, by 5 taps.
DCS_TARGET_AVX512 static void weight_tile_512(
    const dcs_direct *d, const float *input, const float *output_gradient, size_t images, const size_t *output,
    const size_t tap[TAPS], float (*total)[TAPS]) {
  size_t vectors = d->vectors;
  const int32_t *places = d->places;
  __m512 sums[2][TAPS];
  for (int m = 0; m < 2; m++)
    for (int j = 0; j < TAPS; j++) sums[m][j] = _mm512_setzero_ps();
  for (size_t n = 0; n < images; n++, input += d->input_stride, output_gradient += d->output_stride) {
    const float *gradients[MOST_OUTPUTS], *taps[TAPS];
    for (int m = 0; m < MOST_OUTPUTS; m++) gradients[m] = output_gradient + output[m] * 8 * vectors;
    for (int j = 0; j < TAPS; j++) taps[j] = input + d->taps[tap[j]];
    for (size_t v = 0; v < vectors; v++) {
      __m512 g[2];
      for (int m = 0; m < 2; m++) g[m] = pair(gradients[2 * m] + 8 * v, gradients[2 * m + 1] + 8 * v);
      for (int j = 0; j < TAPS; j++) {
        __m512 x = _mm512_broadcast_f32x8(_mm256_loadu_ps(taps[j] + places[v]));
        for (int m = 0; m < 2; m++) sums[m][j] = _mm512_fmadd_ps(g[m], x, sums[m][j]);
      }
    }
  }
  for (int m = 0; m < 2; m++)
    for (int j = 0; j < TAPS; j++) {
      total[2 * m][j] = lane_sum(_mm512_castps512_ps256(sums[m][j]));
      total[2 * m + 1][j] = lane_sum(_mm512_extractf32x8_ps(sums[m][j], 1));
    }
}

/// Images whose part in one tile stays in the first-level cache.
enum { BLOCK = 16 };

static void weight_gradient_with(
    weight_tile *tile, size_t outputs, const dcs_direct *d, const float *input, const float *output_gradient,
    size_t images, float *weight_gradient, size_t first, size_t last) {
  for (size_t n = 0; n < images; n += BLOCK) {
    size_t count = images - n < BLOCK ? images - n : BLOCK;
    for (size_t o = first; o < last; o += outputs)
      for (size_t k = 0; k < d->depth; k += TAPS) {
        // Beyond the end the last one is computed again.
        size_t output[MOST_OUTPUTS], tap[TAPS];
        for (size_t m = 0; m < outputs; m++) output[m] = o + m < last ? o + m : last - 1;
        for (size_t j = 0; j < TAPS; j++) tap[j] = k + j < d->depth ? k + j : d->depth - 1;
        float total[MOST_OUTPUTS][TAPS];
        tile(d, input + n * d->input_stride, output_gradient + n * d->output_stride, count, output, tap, total);
        for (size_t m = 0; m < outputs && o + m < last; m++)
          for (size_t j = 0; j < TAPS && k + j < d->depth; j++)
            weight_gradient[(o + m) * d->depth + k + j] += total[m][j];
      }
  }
}

void dcs_direct_convolution(
    dcs_level level, const dcs_direct *d, const float *panels, const float *bias, const float *image, float *output) {
  (level >= DCS_AVX512 ? convolution_512 : convolution_256)(d, panels, bias, image, output);
}

void dcs_direct_input_gradient(
    dcs_level level, const dcs_direct *d, const float *panels, const float *output_gradient, float *input_gradient,
    float *scratch) {
  input_gradient_with(
      level >= DCS_AVX512 ? tap_sums_512 : tap_sums_256, d, panels, output_gradient, input_gradient, scratch);
}

void dcs_direct_weight_gradient(
    dcs_level level, const dcs_direct *d, const float *input, const float *output_gradient, size_t images,
    float *weight_gradient, size_t first, size_t last) {
  int isWide = level >= DCS_AVX512;
  weight_gradient_with(
      isWide ? weight_tile_512 : weight_tile_256, isWide ? MOST_OUTPUTS : OUTPUTS, d, input, output_gradient, images,
      weight_gradient, first, last);
}

#else

void dcs_direct_convolution(
    dcs_level level, const dcs_direct *d, const float *panels, const float *bias, const float *image, float *output) {
  __builtin_trap();
}

void dcs_direct_input_gradient(
    dcs_level level, const dcs_direct *d, const float *panels, const float *output_gradient, float *input_gradient,
    float *scratch) {
  __builtin_trap();
}

void dcs_direct_weight_gradient(
    dcs_level level, const dcs_direct *d, const float *input, const float *output_gradient, size_t images,
    float *weight_gradient, size_t first, size_t last) {
  __builtin_trap();
}

#endif

void dcs_pack_panels(
    const float *matrix, size_t rows, size_t columns, size_t row_stride, size_t column_stride, float *panels) {
  for (size_t r = 0; r < rows; r += DCS_PANEL)
    for (size_t c = 0; c < columns; c++)
      for (size_t m = 0; m < DCS_PANEL; m++)
        *panels++ = r + m < rows ? matrix[(r + m) * row_stride + c * column_stride] : 0;
}
