#include "CKernels.h"
#include "levels.h"

// The usual sparse format with 32-bit floats, as any program would write it: what codes are
// compared with.

// Sixty-four partial sums, so that nothing but memory limits it.
DCS_LEVELS float dcs_sum(const float *values, size_t count) {
  float sums[64] = {0}, sum = 0;
  size_t i = 0;
  for (; i + 64 <= count; i += 64) {
    for (size_t line = 0; line < 256; line += 64) __builtin_prefetch((const char *)(values + i) + DCS_AHEAD + line);
    for (size_t k = 0; k < 64; k++) sums[k] += values[i + k];
  }
  for (; i < count; i++) sum += values[i];
  for (size_t k = 0; k < 64; k++) sum += sums[k];
  return sum;
}

DCS_LEVELS void dcs_float_rows_multiply(
    const uint32_t *row_offsets, const uint32_t *columns, const float *values, size_t rows, const float *input,
    float *output, size_t batch) {
  for (size_t r = 0; r < rows; r++) {
    uint32_t e = row_offsets[r], end = row_offsets[r + 1];
    if (batch == 1) {
      float sums[4] = {0};
      for (; e + 4 <= end; e += 4)
        for (uint32_t i = 0; i < 4; i++) sums[i] += values[e + i] * input[columns[e + i]];
      for (; e < end; e++) sums[0] += values[e] * input[columns[e]];
      output[r] = (sums[0] + sums[1]) + (sums[2] + sums[3]);
      continue;
    }
    float *row = output + r * batch;
    for (size_t n = 0; n < batch; n++) row[n] = 0;
    for (; e < end; e++)
      for (size_t n = 0; n < batch; n++) row[n] += values[e] * input[columns[e] * batch + n];
  }
}
