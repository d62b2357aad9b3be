#include <math.h>

#include "CKernels.h"
#include "levels.h"

#define INLINE static inline __attribute__((always_inline))

// AlexNet's exponent is 3/4: two square roots instead of a power, and vectors instead of calls.
INLINE void negative_powers(const float *scale, float *power, size_t count, float beta) {
  if (beta == 0.75f)
    for (size_t i = 0; i < count; i++) {
      float root = sqrtf(scale[i]);
      power[i] = 1 / (root * sqrtf(root));
    }
  else
    for (size_t i = 0; i < count; i++) power[i] = powf(scale[i], -beta);
}

/// sums[c, i] = sum of values[d, i] over the channels d with |d - c| <= reach, in ascending order.
INLINE void channel_sums(const float *values, float *sums, size_t channels, size_t pixels, size_t reach) {
  for (size_t c = 0; c < channels; c++) {
    float *row = sums + c * pixels;
    size_t last = c + reach < channels ? c + reach : channels - 1;
    for (size_t i = 0; i < pixels; i++) row[i] = 0;
    for (size_t d = c < reach ? 0 : c - reach; d <= last; d++)
      for (size_t i = 0; i < pixels; i++) row[i] += values[d * pixels + i];
  }
}

DCS_LEVELS void dcs_local_response(
    const dcs_response *r, const float *input, float *output, float *scale, float *scratch) {
  size_t count = r->channels * r->pixels;
  for (size_t i = 0; i < count; i++) scratch[i] = input[i] * input[i];
  channel_sums(scratch, scale, r->channels, r->pixels, r->reach);
  for (size_t i = 0; i < count; i++) scale[i] = r->base + r->factor * scale[i];
  negative_powers(scale, scratch, count, r->beta);
  for (size_t i = 0; i < count; i++) output[i] = input[i] * scratch[i];
}

DCS_LEVELS void dcs_local_response_backward(
    const dcs_response *r, const float *input, const float *scale, const float *output_gradient,
    float *input_gradient, float *scratch, float *sums) {
  size_t count = r->channels * r->pixels;
  negative_powers(scale, input_gradient, count, r->beta);
  for (size_t i = 0; i < count; i++) {
    input_gradient[i] *= output_gradient[i];
    scratch[i] = input_gradient[i] * input[i] / scale[i];
  }
  channel_sums(scratch, sums, r->channels, r->pixels, r->reach);
  float factor = 2 * r->factor * r->beta;
  for (size_t i = 0; i < count; i++) input_gradient[i] -= factor * input[i] * sums[i];
}
