#include "CKernels.h"
#include "levels.h"

// One input vector by the codes of an unpruned matrix (Tensors/Shared/DenseCodes.swift has the
// layout): the four bytes of a centroid lie in four tables of 256 bytes, sixteen registers in all.
// Permutations look 64 codes up in each, and two rounds of interleaving put the bytes together.

static void multiply_naive(
    const dcs_dense_codes *m, const float *input, const float *bias, float *output, size_t first_row, size_t last_row) {
  for (size_t r = first_row; r < last_row; r++) {
    const uint8_t *codes = m->codes + r * m->stride;
    float sum = 0;
    for (size_t c = 0; c < m->stride; c++) {
      size_t place = c % 64; // of column 16 k + 4 l + j the code is at 16 l + 4 k + j
      sum += m->codebook[codes[c - place + 16 * (place / 4 % 4) + 4 * (place / 16) + place % 4]] * input[c];
    }
    output[r] = sum + (bias ? bias[r] : 0);
  }
}

#if defined(__x86_64__)
#include <immintrin.h>

#define TARGET __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx2,fma,bmi,bmi2")))
#define INLINE static inline __attribute__((always_inline)) TARGET

// One byte of each centroid, from as many registers as the codebook fills: 1, 2 or 4.
INLINE __m512i looked_up(const __m512i table[4], __m512i codes, __mmask64 isUpper, int registers) {
  if (registers == 1) return _mm512_permutexvar_epi8(codes, table[0]);
  __m512i lower = _mm512_permutex2var_epi8(table[0], codes, table[1]);
  if (registers == 2) return lower;
  return _mm512_mask_blend_epi8(isUpper, lower, _mm512_permutex2var_epi8(table[2], codes, table[3]));
}

INLINE __m512 products(__m512i weights, const float *input, __m512 sum) {
  return _mm512_fmadd_ps(_mm512_castsi512_ps(weights), _mm512_loadu_ps(input), sum);
}

INLINE void multiply_512(
    const dcs_dense_codes *m, const float *input, const float *bias, float *output, size_t first_row, size_t last_row,
    int registers) {
  uint8_t bytes[4][256];
  for (size_t code = 0; code < 256; code++) {
    uint32_t bits;
    __builtin_memcpy(&bits, m->codebook + code, 4);
    for (size_t byte = 0; byte < 4; byte++) bytes[byte][code] = (uint8_t)(bits >> (8 * byte));
  }
  __m512i table[4][4];
  for (size_t byte = 0; byte < 4; byte++)
    for (size_t part = 0; part < 4; part++) table[byte][part] = _mm512_loadu_si512(bytes[byte] + 64 * part);
  for (size_t r = first_row; r < last_row; r++) {
    const uint8_t *codes = m->codes + r * m->stride;
    __m512 a = _mm512_setzero_ps(), b = a, c = a, d = a;
    for (size_t column = 0; column < m->stride; column += 64) {
      __m512i code = _mm512_loadu_si512(codes + column);
      _mm_prefetch((const char *)codes + column + DCS_AHEAD, _MM_HINT_T0);
      __mmask64 isUpper = _mm512_movepi8_mask(code);
      __m512i byte0 = looked_up(table[0], code, isUpper, registers);
      __m512i byte1 = looked_up(table[1], code, isUpper, registers);
      __m512i byte2 = looked_up(table[2], code, isUpper, registers);
      __m512i byte3 = looked_up(table[3], code, isUpper, registers);
      __m512i low = _mm512_unpacklo_epi8(byte0, byte1), high = _mm512_unpacklo_epi8(byte2, byte3);
      a = products(_mm512_unpacklo_epi16(low, high), input + column, a);
      b = products(_mm512_unpackhi_epi16(low, high), input + column + 16, b);
      low = _mm512_unpackhi_epi8(byte0, byte1), high = _mm512_unpackhi_epi8(byte2, byte3);
      c = products(_mm512_unpacklo_epi16(low, high), input + column + 32, c);
      d = products(_mm512_unpackhi_epi16(low, high), input + column + 48, d);
    }
    float sum = _mm512_reduce_add_ps(_mm512_add_ps(_mm512_add_ps(a, b), _mm512_add_ps(c, d)));
    output[r] = sum + (bias ? bias[r] : 0);
  }
}

#define MULTIPLY(name, registers)                                                                                    \
  TARGET static void name(                                                                                           \
      const dcs_dense_codes *m, const float *input, const float *bias, float *output, size_t first_row,              \
      size_t last_row) {                                                                                             \
    multiply_512(m, input, bias, output, first_row, last_row, registers);                                            \
  }
MULTIPLY(multiply_64, 1)
MULTIPLY(multiply_128, 2)
MULTIPLY(multiply_256, 4)
#endif

int dcs_dense_codes_are_quick(dcs_level level) {
#if defined(__x86_64__)
  return level >= DCS_AVX512 && __builtin_cpu_supports("avx512vbmi");
#else
  return 0;
#endif
}

void dcs_dense_codes_multiply(
    dcs_level level, const dcs_dense_codes *m, const float *input, const float *bias, float *output, size_t first_row,
    size_t last_row) {
#if defined(__x86_64__)
  if (dcs_dense_codes_are_quick(level)) {
    size_t k = m->codebook_count;
    (k <= 64 ? multiply_64 : k <= 128 ? multiply_128 : multiply_256)(m, input, bias, output, first_row, last_row);
    return;
  }
#endif
  multiply_naive(m, input, bias, output, first_row, last_row);
}
