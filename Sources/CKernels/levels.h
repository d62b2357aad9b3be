#pragma once

// One body, compiled for several CPUs and chosen when the program starts.
#if defined(__x86_64__)
#define DCS_LEVELS __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define DCS_LEVELS
#endif

// A body of its own for one level; its caller asks `dcs_processor_level` first.
#if defined(__x86_64__)
#define DCS_TARGET_AVX2 __attribute__((target("avx2,fma,bmi,bmi2")))
#define DCS_TARGET_AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma,bmi,bmi2")))
#endif

// Bytes that a stream of weights is fetched ahead. A kernel that waits for memory needs it:
// processors fetch ahead within a page only.
#define DCS_AHEAD 8192
