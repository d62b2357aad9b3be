#pragma once

// One body, compiled for several CPUs and chosen while the program is loaded: by code that ThreadSanitizer would look at
// before it is there itself, so that it gets the plain one.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define DCS_PLAIN
#endif
#endif
#if defined(__x86_64__) && !defined(DCS_PLAIN)
#define DCS_CLONES(...) __attribute__((target_clones(__VA_ARGS__)))
#else
#define DCS_CLONES(...)
#endif
#define DCS_LEVELS DCS_CLONES("avx512f", "avx2", "default")

// A body of its own for one level; its caller asks `dcs_processor_level` first.
#if defined(__x86_64__)
#define DCS_TARGET_AVX2 __attribute__((target("avx2,fma,bmi,bmi2")))
#define DCS_TARGET_AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma,bmi,bmi2")))
#endif

// Bytes that a stream of weights is fetched ahead. A kernel that waits for memory needs it:
// processors fetch ahead within a page only.
#define DCS_AHEAD 8192
