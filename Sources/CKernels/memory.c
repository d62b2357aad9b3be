#include <stdlib.h>

#include "CKernels.h"

#if defined(__GLIBC__)
#include <malloc.h>
#endif

void dcs_keep_freed_memory(void) {
#if defined(__GLIBC__)
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 256 << 20);
#endif
}
