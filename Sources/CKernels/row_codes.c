#include <string.h>

#include "CKernels.h"
#include "levels.h"

// One input vector by compressed sparse rows of codes.
//
// The naive twin is the definition. The AVX2 body takes eight entries at a time: their inputs are fetched one by one
// (a quarter faster on Zen 3 than `vgatherdps`), their weights come from a codebook in registers (up to 32 centroids)
// or by the same fetching. An AVX-512 processor runs it only where wide steps cannot: more than 32 centroids.

static void multiply_naive(
    const dcs_row_codes *m, const float *input, const float *bias, float *output, size_t first_row, size_t last_row) {
  for (size_t r = first_row; r < last_row; r++) {
    float sum = 0;
    for (uint32_t e = m->row_offsets[r]; e < m->row_offsets[r + 1]; e++)
      sum += m->codebook[m->codes[e]] * input[m->columns[e]];
    output[r] = sum + (bias ? bias[r] : 0);
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

INLINE __m256 fetch_inputs(const float *input, const uint16_t *columns) {
  uint64_t low, high;
  memcpy(&low, columns, 8);
  memcpy(&high, columns + 4, 8);
  return _mm256_set_m128(
      fetch4(input, high & 0xffff, (high >> 16) & 0xffff, (high >> 32) & 0xffff, high >> 48),
      fetch4(input, low & 0xffff, (low >> 16) & 0xffff, (low >> 32) & 0xffff, low >> 48));
}

INLINE __m256 fetch_weights(const float *codebook, const uint8_t *codes) {
  return _mm256_set_m128(
      fetch4(codebook, codes[4], codes[5], codes[6], codes[7]),
      fetch4(codebook, codes[0], codes[1], codes[2], codes[3]));
}

// `tables` registers of eight centroids each: 1, 2 or 4; 0 for a codebook in memory.
INLINE __m256 weights(const float *codebook, const __m256 table[4], const uint8_t *codes, int tables) {
  if (tables == 0) return fetch_weights(codebook, codes);
  __m256i q = _mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)codes));
  __m256 w = _mm256_permutevar8x32_ps(table[0], q);
  if (tables == 1) return w;
  __m256 bit3 = _mm256_castsi256_ps(_mm256_slli_epi32(q, 28));
  w = _mm256_blendv_ps(w, _mm256_permutevar8x32_ps(table[1], q), bit3);
  if (tables == 2) return w;
  __m256 high = _mm256_blendv_ps(
      _mm256_permutevar8x32_ps(table[2], q), _mm256_permutevar8x32_ps(table[3], q), bit3);
  return _mm256_blendv_ps(w, high, _mm256_castsi256_ps(_mm256_slli_epi32(q, 27)));
}

INLINE float sum_of(__m256 v) {
  __m128 s = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
  s = _mm_add_ps(s, _mm_movehl_ps(s, s));
  return _mm_cvtss_f32(_mm_add_ss(s, _mm_shuffle_ps(s, s, 1)));
}

INLINE void multiply_rows(
    const dcs_row_codes *m, const float *input, const float *bias, float *output, size_t first_row, size_t last_row,
    int tables) {
  float padded[32] = {0};
  if (tables) memcpy(padded, m->codebook, m->codebook_count * sizeof(float));
  const __m256 table[4] = {_mm256_loadu_ps(padded), _mm256_loadu_ps(padded + 8), _mm256_loadu_ps(padded + 16),
                           _mm256_loadu_ps(padded + 24)};
  const __m256i lanes = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  for (size_t r = first_row; r < last_row; r++) {
    __m256 sum = _mm256_setzero_ps();
    uint32_t e = m->row_offsets[r], end = m->row_offsets[r + 1];
    for (; e + 8 <= end; e += 8) {
      _mm_prefetch((const char *)(m->codes + e) + DCS_AHEAD / 4, _MM_HINT_T0);
      _mm_prefetch((const char *)(m->columns + e) + DCS_AHEAD / 2, _MM_HINT_T0);
      sum = _mm256_fmadd_ps(
          weights(m->codebook, table, m->codes + e, tables), fetch_inputs(input, m->columns + e), sum);
    }
    if (e < end) {
      // The last few, from a copy: what follows may be past the end of the arrays. A surplus product is masked, since
      // 0 times an infinite input is no zero.
      uint16_t columns[8] = {0};
      uint8_t codes[8] = {0};
      for (uint32_t i = 0; i < end - e; i++) columns[i] = m->columns[e + i], codes[i] = m->codes[e + i];
      __m256 product = _mm256_mul_ps(weights(m->codebook, table, codes, tables), fetch_inputs(input, columns));
      __m256i mask = _mm256_cmpgt_epi32(_mm256_set1_epi32((int)(end - e)), lanes);
      sum = _mm256_add_ps(sum, _mm256_and_ps(product, _mm256_castsi256_ps(mask)));
    }
    output[r] = sum_of(sum) + (bias ? bias[r] : 0);
  }
}

#define ROWS_BODY(name, tables)                                                                                   \
  DCS_TARGET_AVX2 static void name(                                                                               \
      const dcs_row_codes *m, const float *input, const float *bias, float *output, size_t first, size_t last) {  \
    multiply_rows(m, input, bias, output, first, last, tables);                                                   \
  }
ROWS_BODY(multiply_8, 1)
ROWS_BODY(multiply_16, 2)
ROWS_BODY(multiply_32, 4)
ROWS_BODY(multiply_any, 0)
#endif

void dcs_row_codes_multiply(
    dcs_level level, const dcs_row_codes *m, const float *input, const float *bias, float *output, size_t first_row,
    size_t last_row) {
#if defined(__x86_64__)
  if (level >= DCS_AVX2) {
    size_t k = m->codebook_count;
    (k <= 8 ? multiply_8 : k <= 16 ? multiply_16 : k <= 32 ? multiply_32 : multiply_any)(
        m, input, bias, output, first_row, last_row);
    return;
  }
#endif
  multiply_naive(m, input, bias, output, first_row, last_row);
}
