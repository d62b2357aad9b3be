#include "CKernels.h"

dcs_level dcs_processor_level(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return DCS_PORTABLE;
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vl"))
    return DCS_AVX512;
  return DCS_AVX2;
#else
  return DCS_PORTABLE;
#endif
}

const char *dcs_blas_core_of_processor(void) {
  switch (dcs_processor_level()) {
    case DCS_AVX512: return "SkylakeX";
    case DCS_AVX2: return "Haswell";
    default: return NULL;
  }
}

void dcs_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}
