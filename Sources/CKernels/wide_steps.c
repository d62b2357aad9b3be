#include <string.h>

#include "CKernels.h"
#include "levels.h"

// One input vector by wide steps (Tensors/Shared/WideSteps.swift has the layout): sixteen rows side
// by side, every step one permutation of 31 neighbouring inputs and one of the codebook. Three
// steps share a block; permutations ignore the bits above their own, so nothing is masked. Place 31
// of a window reads as zero: idle slots point there. Places are kept with bit 4 turned over: then
// the lower half of a window is the permutation's operand in memory.

static void finish(const dcs_wide_steps *m, const float *sums, const float *bias, float *output, size_t group) {
  const uint32_t *rows = m->rows + 16 * group;
  for (size_t lane = 0; lane < 16; lane++)
    if (rows[lane] != UINT32_MAX) output[rows[lane]] = sums[lane] + (bias ? bias[rows[lane]] : 0);
}

static void multiply_naive(
    const dcs_wide_steps *m, const float *input, const float *bias, float *output, size_t first, size_t last) {
  unsigned size = 5 + m->code_bits, mask = (1u << m->code_bits) - 1;
  for (size_t g = first; g < last; g++) {
    float sums[16] = {0};
    const float *window = input;
    for (uint32_t b = m->block_offsets[g]; b < m->block_offsets[g + 1]; b++) {
      for (unsigned step = 0; step < 3; step++) {
        window += m->stride * ((m->moves[b] >> (5 * step)) & 31);
        for (unsigned lane = 0; lane < 16; lane++) {
          uint32_t slot = m->blocks[16 * (size_t)b + lane] >> (step * size), place = (slot & 31) ^ 16;
          if (place != 31) sums[lane] += m->codebook[(slot >> 5) & mask] * window[place];
        }
      }
    }
    finish(m, sums, bias, output, g);
  }
}

#if defined(__x86_64__)
#include <immintrin.h>

// Processors that run this fetch twelve kilobytes ahead best; a block's moves are a 32nd of its
// bytes.
#define AHEAD 12288

#define INLINE static inline __attribute__((always_inline)) DCS_TARGET_AVX512

INLINE __m512 centroids(__m512 low, __m512 high, __m512i codes, int bits) {
  return bits == 4 ? _mm512_permutexvar_ps(codes, low) : _mm512_permutex2var_ps(low, codes, high);
}

INLINE __m512 inputs(const float *window, __m512i places) {
  return _mm512_permutex2var_ps(_mm512_maskz_loadu_ps(0x7fff, window + 16), places, _mm512_loadu_ps(window));
}

INLINE void multiply_512(
    const dcs_wide_steps *m, const float *input, const float *bias, float *output, size_t first, size_t last,
    int bits, size_t stride) {
  const __m512 low = _mm512_loadu_ps(m->codebook), high = _mm512_loadu_ps(m->codebook + 16);
  const int size = 5 + bits;
  const uint32_t *block = m->blocks + 16 * (size_t)m->block_offsets[first];
  const uint16_t *move = m->moves + m->block_offsets[first];
  for (size_t g = first; g < last; g++) {
    __m512 a = _mm512_setzero_ps(), b = a, c = a;
    const float *window = input;
    for (uint32_t n = m->block_offsets[g + 1] - m->block_offsets[g]; n > 0; n--, block += 16, move++) {
      __m512i v = _mm512_load_si512(block);
      _mm_prefetch((const char *)block + AHEAD, _MM_HINT_T0);
      _mm_prefetch((const char *)move + AHEAD / 32, _MM_HINT_T0);
      const float *first_window = window + stride * (*move & 31);
      const float *second_window = first_window + stride * (*move >> 5 & 31);
      window = second_window + stride * (*move >> 10);
      a = _mm512_fmadd_ps(inputs(first_window, v), centroids(low, high, _mm512_srli_epi32(v, 5), bits), a);
      b = _mm512_fmadd_ps(
          inputs(second_window, _mm512_srli_epi32(v, size)),
          centroids(low, high, _mm512_srli_epi32(v, size + 5), bits), b);
      c = _mm512_fmadd_ps(
          inputs(window, _mm512_srli_epi32(v, 2 * size)),
          centroids(low, high, _mm512_srli_epi32(v, 2 * size + 5), bits), c);
    }
    float sums[16];
    _mm512_storeu_ps(sums, _mm512_add_ps(a, _mm512_add_ps(b, c)));
    finish(m, sums, bias, output, g);
  }
}

#define MULTIPLY(name, bits, stride)                                                                               \
  DCS_TARGET_AVX512 static void name(                                                                              \
      const dcs_wide_steps *m, const float *input, const float *bias, float *output, size_t first, size_t last) {  \
    multiply_512(m, input, bias, output, first, last, bits, stride);                                               \
  }
MULTIPLY(multiply_4_8, 4, 8)
MULTIPLY(multiply_4_16, 4, 16)
MULTIPLY(multiply_5_8, 5, 8)
MULTIPLY(multiply_5_16, 5, 16)
#endif

void dcs_wide_steps_multiply(
    dcs_level level, const dcs_wide_steps *m, const float *input, const float *bias, float *output,
    size_t first_group, size_t last_group) {
#if defined(__x86_64__)
  if (level >= DCS_AVX512) {
    (m->code_bits == 4 ? (m->stride == 8 ? multiply_4_8 : multiply_4_16)
                       : (m->stride == 8 ? multiply_5_8 : multiply_5_16))(
        m, input, bias, output, first_group, last_group);
    return;
  }
#endif
  multiply_naive(m, input, bias, output, first_group, last_group);
}
