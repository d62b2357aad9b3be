#include <string.h>

#include "CKernels.h"
#include "levels.h"

typedef float float8 __attribute__((vector_size(32)));
typedef int int8 __attribute__((vector_size(32)));

// Every value meets every border: for 256 of them still four times faster than a search, whose
// branches nobody can guess. Comparisons give -1 where they hold.
DCS_LEVELS void dcs_count_borders(
    const float *borders, size_t border_count, const float *values, uint8_t *counts, size_t count) {
  size_t i = 0;
  for (; i + 32 <= count; i += 32) {
    float8 value[4];
    int8 found[4] = {{0}};
    memcpy(value, values + i, sizeof value);
    for (size_t b = 0; b < border_count; b++)
      for (int j = 0; j < 4; j++) found[j] -= value[j] >= (float8){} + borders[b];
    for (int j = 0; j < 4; j++)
      for (int lane = 0; lane < 8; lane++) counts[i + 8 * j + lane] = (uint8_t)found[j][lane];
  }
  for (; i < count; i++) {
    unsigned found = 0;
    for (size_t b = 0; b < border_count; b++) found += values[i] >= borders[b];
    counts[i] = (uint8_t)found;
  }
}
