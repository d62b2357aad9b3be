#include <math.h>

#include "CKernels.h"
#include "levels.h"

DCS_LEVELS void dcs_add_bias(float *values, const float *bias, size_t rows, size_t columns) {
  for (size_t r = 0; r < rows; r++)
    for (size_t c = 0; c < columns; c++) values[r * columns + c] += bias[c];
}

DCS_LEVELS void dcs_relu(const float *input, float *output, size_t count) {
  for (size_t i = 0; i < count; i++) output[i] = !(input[i] <= 0) ? input[i] : 0;
}

DCS_LEVELS void dcs_relu_backward(
    const float *output, const float *output_gradient, float *input_gradient, size_t count) {
  for (size_t i = 0; i < count; i++) input_gradient[i] = !(output[i] <= 0) ? output_gradient[i] : 0;
}

DCS_LEVELS void dcs_add(float *values, const float *terms, size_t count) {
  for (size_t i = 0; i < count; i++) values[i] += terms[i];
}

DCS_LEVELS void dcs_multiply(float *values, const float *factors, size_t count) {
  for (size_t i = 0; i < count; i++) values[i] *= factors[i];
}

DCS_LEVELS void dcs_scale_planes(
    const float *values, const float *factors, float *output, size_t planes, size_t size) {
  for (size_t p = 0; p < planes; p++)
    for (size_t i = 0; i < size; i++) output[p * size + i] = factors[p] * values[p * size + i];
}

// Strides that the compiler knows become shuffles.
DCS_LEVELS void dcs_copy_every(const float *input, size_t stride, float *output, size_t count) {
  if (stride == 1)
    for (size_t i = 0; i < count; i++) output[i] = input[i];
  else if (stride == 3)
    for (size_t i = 0; i < count; i++) output[i] = input[i * 3];
  else
    for (size_t i = 0; i < count; i++) output[i] = input[i * stride];
}

DCS_LEVELS void dcs_sum_rows(const float *values, float *sums, size_t rows, size_t columns) {
  for (size_t c = 0; c < columns; c++) sums[c] = 0;
  for (size_t r = 0; r < rows; r++)
    for (size_t c = 0; c < columns; c++) sums[c] += values[r * columns + c];
}

DCS_LEVELS void dcs_scale_bytes(const uint8_t *input, float scale, float *output, size_t count) {
  for (size_t i = 0; i < count; i++) output[i] = scale * (float)input[i];
}

DCS_LEVELS void dcs_add_penalty(const float *weight, float *gradient, size_t count, float l1, float l2) {
  for (size_t i = 0; i < count; i++) {
    float sign = (float)(weight[i] > 0) - (float)(weight[i] < 0);
    gradient[i] += l2 * weight[i] + l1 * sign;
  }
}

DCS_LEVELS void dcs_momentum_step(
    float *weight, float *velocity, const float *gradient, size_t count, float rate, float momentum) {
  for (size_t i = 0; i < count; i++) {
    velocity[i] = momentum * velocity[i] - rate * gradient[i];
    weight[i] += velocity[i];
  }
}

DCS_LEVELS void dcs_adam_step(
    float *weight, float *mean, float *variance, const float *gradient, size_t count, float rate, float beta1,
    float beta2, float epsilon) {
  for (size_t i = 0; i < count; i++) {
    float g = gradient[i];
    mean[i] = beta1 * mean[i] + (1 - beta1) * g;
    variance[i] = beta2 * variance[i] + (1 - beta2) * (g * g);
    weight[i] -= rate * mean[i] / (sqrtf(variance[i]) + epsilon);
  }
}
