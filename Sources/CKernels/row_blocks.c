#include <string.h>

#include "CKernels.h"
#include "levels.h"

// One input vector by blocks of eight entries (Tensors/Shared/RowBlocks.swift has the layout). The
// codes of a block lie in one table of eight centroids, so that a single permutation looks them up:
// what is left to do is fetching inputs, one by one, since `vgatherdps` is slower (Zen 3 and 5). It
// waits for reads, so nothing is fetched ahead twice. Rows with as many blocks follow each other,
// so that loops end where predicted.

static void multiply_naive(
    const dcs_row_blocks *m, const float *input, const float *bias, float *output, size_t first, size_t last) {
  for (size_t place = first; place < last; place++) {
    float sum = 0;
    for (uint32_t b = m->block_offsets[place]; b < m->block_offsets[place + 1]; b++)
      for (size_t i = 0; i < 8; i++) sum += m->codebook[m->blocks[b].codes[i]] * input[m->blocks[b].columns[i]];
    uint32_t row = m->rows[place];
    output[row] = sum + (bias ? bias[row] : 0);
  }
}

#if defined(__x86_64__)
#include <immintrin.h>

#define INLINE static inline __attribute__((always_inline)) DCS_TARGET_AVX2

INLINE __m128 fetch4(const float *table, uint32_t a, uint32_t b, uint32_t c, uint32_t d) {
  __m128 v = _mm_load_ss(table + a);
  v = _mm_insert_ps(v, _mm_load_ss(table + b), 0x10);
  v = _mm_insert_ps(v, _mm_load_ss(table + c), 0x20);
  return _mm_insert_ps(v, _mm_load_ss(table + d), 0x30);
}

INLINE __m256 fetch(const float *input, const uint16_t columns[8]) {
  uint64_t low, high;
  memcpy(&low, columns, 8);
  memcpy(&high, columns + 4, 8);
  return _mm256_set_m128(
      fetch4(input, high & 0xffff, (high >> 16) & 0xffff, (high >> 32) & 0xffff, high >> 48),
      fetch4(input, low & 0xffff, (low >> 16) & 0xffff, (low >> 32) & 0xffff, low >> 48));
}

// A permutation looks at the lowest three bits of a code only.
INLINE __m256 centroids(const float *codebook, const uint8_t codes[8]) {
  __m256i places = _mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)codes));
  return _mm256_permutevar8x32_ps(_mm256_load_ps(codebook + (codes[0] & 0xf8)), places);
}

INLINE __m256 with_block(__m256 sum, const float *codebook, const dcs_row_block *block, const float *input) {
  return _mm256_fmadd_ps(centroids(codebook, block->codes), fetch(input, block->columns), sum);
}

INLINE float sum_of(__m256 v) {
  __m128 s = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
  s = _mm_add_ps(s, _mm_movehl_ps(s, s));
  return _mm_cvtss_f32(_mm_add_ss(s, _mm_shuffle_ps(s, s, 1)));
}

DCS_TARGET_AVX2 static void multiply_256(
    const dcs_row_blocks *m, const float *input, const float *bias, float *output, size_t first, size_t last) {
  const dcs_row_block *block = m->blocks + m->block_offsets[first];
  for (size_t place = first; place < last; place++) {
    __m256 sum = _mm256_setzero_ps(), other = sum;
    uint32_t n = m->block_offsets[place + 1] - m->block_offsets[place];
    for (; n >= 2; n -= 2, block += 2) {
      _mm_prefetch((const char *)block + DCS_AHEAD, _MM_HINT_T0);
      sum = with_block(sum, m->codebook, block, input);
      other = with_block(other, m->codebook, block + 1, input);
    }
    if (n > 0) sum = with_block(sum, m->codebook, block++, input);
    uint32_t row = m->rows[place];
    output[row] = sum_of(_mm256_add_ps(sum, other)) + (bias ? bias[row] : 0);
  }
}
#endif

void dcs_row_blocks_multiply(
    dcs_level level, const dcs_row_blocks *m, const float *input, const float *bias, float *output, size_t first,
    size_t last) {
#if defined(__x86_64__)
  if (level >= DCS_AVX2) return multiply_256(m, input, bias, output, first, last);
#endif
  multiply_naive(m, input, bias, output, first, last);
}
