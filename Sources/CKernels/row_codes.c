#include "CKernels.h"
#include "levels.h"

// One input vector by compressed sparse rows of codes: for what fits no other layout.
void dcs_row_codes_multiply(
    const dcs_row_codes *m, const float *input, const float *bias, float *output, size_t first_row, size_t last_row) {
  for (size_t r = first_row; r < last_row; r++) {
    uint32_t e = m->row_offsets[r], end = m->row_offsets[r + 1];
    float sums[4] = {0};
    for (; e + 4 <= end; e += 4)
      for (uint32_t i = 0; i < 4; i++) sums[i] += m->codebook[m->codes[e + i]] * input[m->columns[e + i]];
    for (; e < end; e++) sums[0] += m->codebook[m->codes[e]] * input[m->columns[e]];
    output[r] = (sums[0] + sums[1]) + (sums[2] + sums[3]) + (bias ? bias[r] : 0);
  }
}
