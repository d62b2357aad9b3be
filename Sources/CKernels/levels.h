#pragma once

// One body, compiled for several CPUs and chosen when the program starts.
#if defined(__x86_64__)
#define DCS_LEVELS __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define DCS_LEVELS
#endif
