#include "CKernels.h"
#include "levels.h"

DCS_LEVELS void dcs_codebook_multiply_batch(
    const uint32_t *row_offsets, const uint16_t *columns, const uint8_t *codes, const float *codebook,
    const float *input, float *output, size_t batch, size_t output_stride, size_t first_row, size_t last_row) {
  for (size_t r = first_row; r < last_row; r++) {
    float *row = output + r * output_stride;
    for (size_t n = 0; n < batch; n++) row[n] = 0;
    for (uint32_t e = row_offsets[r]; e < row_offsets[r + 1]; e++) {
      float weight = codebook[codes[e]];
      const float *column = input + columns[e] * batch;
      for (size_t n = 0; n < batch; n++) row[n] += weight * column[n];
    }
  }
}
