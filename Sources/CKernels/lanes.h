// Lanes: one body of kernels, compiled for each level of a processor.
//
// A body is a file of its own, `NAME_body.h`, written over the type `vector` (LANES floats) and the
// functions v_… below. The file that holds its entry points says
//
//     #define DCS_BODY "NAME_body.h"
//     #include "lanes.h"
//
// after which each function `static … AT_LEVEL(f)(…)` of the body exists as f_512, f_256 and
// f_portable, and `DCS_CHOOSE(level, f)` is the one for a level. Bodies need no attributes: all of
// a body may use its level's instructions. Functions that pass vectors are `INLINE`.
//
// LANES is 16 with AVX-512, 8 with AVX2, else 4; there are REGISTERS of them, 32 or 16, by which a
// body sizes its tiles.

#include <string.h>

#include "CKernels.h"
#include "levels.h"

#ifndef DCS_LANES_ONCE
#define DCS_LANES_ONCE

#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")
#define KEEP_ROLLED _Pragma("clang loop unroll(disable)")
#define UNROLL_BY_4 _Pragma("clang loop unroll_count(4)")

#if defined(__x86_64__)
#include <immintrin.h>
#define DCS_CHOOSE(level, name) \
  ((level) >= DCS_AVX512 ? name##_512 : (level) >= DCS_AVX2 ? name##_256 : name##_portable)

// MARK: 16 lanes, AVX-512

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma,bmi,bmi2"))), \
    apply_to = function)
INLINE __mmask16 first_lanes_512(size_t n) { return (__mmask16)_bzhi_u32(0xffff, (unsigned)n); }
INLINE __m512 v_zero_512(void) { return _mm512_setzero_ps(); }
INLINE __m512 v_set_512(float x) { return _mm512_set1_ps(x); }
INLINE __m512 v_load_512(const float *p) { return _mm512_loadu_ps(p); }
INLINE __m512 v_load_first_512(const float *p, size_t n) {
  return _mm512_maskz_loadu_ps(first_lanes_512(n), p);
}
INLINE void v_store_512(float *p, __m512 v) { _mm512_storeu_ps(p, v); }
INLINE void v_store_first_512(float *p, __m512 v, size_t n) {
  _mm512_mask_storeu_ps(p, first_lanes_512(n), v);
}
INLINE __m512 v_add_512(__m512 a, __m512 b) { return _mm512_add_ps(a, b); }
INLINE __m512 v_mul_512(__m512 a, __m512 b) { return _mm512_mul_ps(a, b); }
INLINE __m512 v_fma_512(__m512 a, __m512 b, __m512 c) { return _mm512_fmadd_ps(a, b, c); }
INLINE __m512 v_max_512(__m512 a, __m512 b) { return _mm512_max_ps(a, b); }
INLINE __m512 v_min_512(__m512 a, __m512 b) { return _mm512_min_ps(a, b); }
INLINE __m512 v_sqrt_512(__m512 a) { return _mm512_sqrt_ps(a); }
INLINE __m512 v_div_512(__m512 a, __m512 b) { return _mm512_div_ps(a, b); }
INLINE __m512 v_select_negative_512(__m512 sign, __m512 negative, __m512 other) {
  __mmask16 below = _mm512_cmp_ps_mask(sign, _mm512_setzero_ps(), _CMP_LT_OQ);
  return _mm512_mask_blend_ps(below, other, negative);
}
INLINE __m512 v_even_512(__m512 a, __m512 b) {
  const __m512i even =
      _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
  return _mm512_permutex2var_ps(a, even, b);
}
INLINE float v_sum_512(__m512 v) { return _mm512_reduce_add_ps(v); }
#pragma clang attribute pop

// MARK: 8 lanes, AVX2

#pragma clang attribute push(__attribute__((target("avx2,fma,bmi,bmi2"))), apply_to = function)
INLINE __m256 v_zero_256(void) { return _mm256_setzero_ps(); }
INLINE __m256 v_set_256(float x) { return _mm256_set1_ps(x); }
INLINE __m256 v_load_256(const float *p) { return _mm256_loadu_ps(p); }
INLINE __m256 v_load_first_256(const float *p, size_t n) {
  const __m256i lane = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  return _mm256_maskload_ps(p, _mm256_cmpgt_epi32(_mm256_set1_epi32((int)n), lane));
}
INLINE void v_store_256(float *p, __m256 v) { _mm256_storeu_ps(p, v); }
// A masked store takes AMD's processors tens of cycles.
INLINE void v_store_first_256(float *p, __m256 v, size_t n) {
  if (n >= 8) return _mm256_storeu_ps(p, v);
  __m128 four = _mm256_castps256_ps128(v);
  if (n & 4) {
    _mm_storeu_ps(p, four);
    four = _mm256_extractf128_ps(v, 1);
    p += 4;
  }
  if (n & 2) {
    _mm_storel_pi((__m64 *)p, four);
    four = _mm_movehl_ps(four, four);
    p += 2;
  }
  if (n & 1) _mm_store_ss(p, four);
}
INLINE __m256 v_add_256(__m256 a, __m256 b) { return _mm256_add_ps(a, b); }
INLINE __m256 v_mul_256(__m256 a, __m256 b) { return _mm256_mul_ps(a, b); }
INLINE __m256 v_fma_256(__m256 a, __m256 b, __m256 c) { return _mm256_fmadd_ps(a, b, c); }
INLINE __m256 v_max_256(__m256 a, __m256 b) { return _mm256_max_ps(a, b); }
INLINE __m256 v_min_256(__m256 a, __m256 b) { return _mm256_min_ps(a, b); }
INLINE __m256 v_sqrt_256(__m256 a) { return _mm256_sqrt_ps(a); }
INLINE __m256 v_div_256(__m256 a, __m256 b) { return _mm256_div_ps(a, b); }
INLINE __m256 v_select_negative_256(__m256 sign, __m256 negative, __m256 other) {
  __m256 below = _mm256_cmp_ps(sign, _mm256_setzero_ps(), _CMP_LT_OQ);
  return _mm256_blendv_ps(other, negative, below);
}
INLINE __m256 v_even_256(__m256 a, __m256 b) {
  __m256d pairs = _mm256_castps_pd(_mm256_shuffle_ps(a, b, 0x88));
  return _mm256_castpd_ps(_mm256_permute4x64_pd(pairs, 0xd8));
}
INLINE float v_sum_256(__m256 v) {
  __m128 four = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
  __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
  return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
}
#pragma clang attribute pop

#else
#define DCS_CHOOSE(level, name) ((void)(level), name##_portable)
#endif

// MARK: 4 lanes, which the compiler finds on every processor (SSE2, NEON)

typedef float dcs_vector_portable __attribute__((ext_vector_type(4)));
INLINE dcs_vector_portable v_zero_portable(void) { return (dcs_vector_portable)(0.0f); }
INLINE dcs_vector_portable v_set_portable(float x) { return (dcs_vector_portable)(x); }
INLINE dcs_vector_portable v_load_portable(const float *p) {
  dcs_vector_portable v;
  memcpy(&v, p, sizeof v);
  return v;
}
INLINE dcs_vector_portable v_load_first_portable(const float *p, size_t n) {
  dcs_vector_portable v = v_zero_portable();
  memcpy(&v, p, (n < 4 ? n : 4) * sizeof *p);
  return v;
}
INLINE void v_store_portable(float *p, dcs_vector_portable v) { memcpy(p, &v, sizeof v); }
INLINE void v_store_first_portable(float *p, dcs_vector_portable v, size_t n) {
  memcpy(p, &v, (n < 4 ? n : 4) * sizeof *p);
}
INLINE dcs_vector_portable v_add_portable(dcs_vector_portable a, dcs_vector_portable b) {
  return a + b;
}
INLINE dcs_vector_portable v_mul_portable(dcs_vector_portable a, dcs_vector_portable b) {
  return a * b;
}
// Rounds twice where there is no such instruction.
INLINE dcs_vector_portable v_fma_portable(
    dcs_vector_portable a, dcs_vector_portable b, dcs_vector_portable c) {
#if defined(__ARM_FEATURE_FMA)
  return __builtin_elementwise_fma(a, b, c);
#else
  return a * b + c;
#endif
}
INLINE dcs_vector_portable v_max_portable(dcs_vector_portable a, dcs_vector_portable b) {
  return a > b ? a : b;
}
INLINE dcs_vector_portable v_min_portable(dcs_vector_portable a, dcs_vector_portable b) {
  return a < b ? a : b;
}
INLINE dcs_vector_portable v_sqrt_portable(dcs_vector_portable a) {
  return __builtin_elementwise_sqrt(a);
}
INLINE dcs_vector_portable v_div_portable(dcs_vector_portable a, dcs_vector_portable b) {
  return a / b;
}
INLINE dcs_vector_portable v_select_negative_portable(
    dcs_vector_portable sign, dcs_vector_portable negative, dcs_vector_portable other) {
  return sign < 0.0f ? negative : other;
}
INLINE dcs_vector_portable v_even_portable(dcs_vector_portable a, dcs_vector_portable b) {
  return __builtin_shufflevector(a, b, 0, 2, 4, 6);
}
INLINE float v_sum_portable(dcs_vector_portable v) {
  return (v[0] + v[2]) + (v[1] + v[3]);
}

#define DCS_JOIN_(name, level) name##_##level
#define DCS_JOIN(name, level) DCS_JOIN_(name, level)
#define AT_LEVEL(name) DCS_JOIN(name, LEVEL)

// All zero; all x; LANES floats from p, or the first n of them and zeros (reads no others).
#define v_zero AT_LEVEL(v_zero)
#define v_set AT_LEVEL(v_set)
#define v_load AT_LEVEL(v_load)
#define v_load_first AT_LEVEL(v_load_first)
// Writes all lanes, or the first n and nothing else.
#define v_store AT_LEVEL(v_store)
#define v_store_first AT_LEVEL(v_store_first)
// a + b; a b; a b + c, rounded once from AVX2 on.
#define v_add AT_LEVEL(v_add)
#define v_mul AT_LEVEL(v_mul)
#define v_fma AT_LEVEL(v_fma)
// The larger and the smaller; b where either is a NaN.
#define v_max AT_LEVEL(v_max)
#define v_min AT_LEVEL(v_min)
#define v_sqrt AT_LEVEL(v_sqrt)
#define v_div AT_LEVEL(v_div)
// sign < 0 ? negative : other.
#define v_select_negative AT_LEVEL(v_select_negative)
// Lanes 0, 2, 4 … of a and then b.
#define v_even AT_LEVEL(v_even)
// The sum of the lanes.
#define v_sum AT_LEVEL(v_sum)
// What follows a sum (dcs_activation).
#define v_finish AT_LEVEL(v_finish)

#define DCS_FINISH                                                         \
  INLINE vector v_finish(const dcs_activation *f, vector v) {              \
    if (f->kind == DCS_LEAKY)                                              \
      return v_select_negative(v, v_mul(v_set(f->slope), v), v);           \
    if (f->kind == DCS_CLIP)                                               \
      return v_min(v_set(f->high), v_max(v_set(f->low), v));               \
    if (f->kind == DCS_IDENTITY) return v;                                 \
    vector g = v_add(v_mul(v_set(f->slope), v), v_set(f->offset));         \
    g = v_min(v_set(1), v_max(v_zero(), g));                               \
    return f->kind == DCS_HARD_SWISH ? v_mul(v, g) : g;                    \
  }

#if defined(__x86_64__)
#define LEVEL 512
#define vector __m512
#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma,bmi,bmi2"))), \
    apply_to = function)
DCS_FINISH
#pragma clang attribute pop
#undef LEVEL
#undef vector
#define LEVEL 256
#define vector __m256
#pragma clang attribute push(__attribute__((target("avx2,fma,bmi,bmi2"))), apply_to = function)
DCS_FINISH
#pragma clang attribute pop
#undef LEVEL
#undef vector
#endif
#define LEVEL portable
#define vector dcs_vector_portable
DCS_FINISH
#undef LEVEL
#undef vector

#endif  // DCS_LANES_ONCE

// MARK: The body, once a level

#ifdef DCS_BODY
#if defined(__x86_64__)

#define LEVEL 512
#define vector __m512
#define LANES 16
#define REGISTERS 32
#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma,bmi,bmi2"))), \
    apply_to = function)
#include DCS_BODY
#pragma clang attribute pop
#undef LEVEL
#undef vector
#undef LANES
#undef REGISTERS

#define LEVEL 256
#define vector __m256
#define LANES 8
#define REGISTERS 16
#pragma clang attribute push(__attribute__((target("avx2,fma,bmi,bmi2"))), apply_to = function)
#include DCS_BODY
#pragma clang attribute pop
#undef LEVEL
#undef vector
#undef LANES
#undef REGISTERS

#endif

#define LEVEL portable
#define vector dcs_vector_portable
#define LANES 4
#define REGISTERS 16
#include DCS_BODY
#undef LEVEL
#undef vector
#undef LANES
#undef REGISTERS
#undef DCS_BODY
#endif
