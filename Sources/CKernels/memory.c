#include <malloc.h>

#include "CKernels.h"

int dcs_keep_freed_memory(size_t largest_block, size_t unused) {
  return mallopt(M_MMAP_THRESHOLD, (int)largest_block) && mallopt(M_TRIM_THRESHOLD, (int)unused);
}
