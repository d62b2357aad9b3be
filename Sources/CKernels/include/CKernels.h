#pragma once

#include <stddef.h>
#include <stdint.h>

// Element-wise kernels: every level of CPU gives the same bits, since nothing is reassociated or contracted.

/// values[r, c] += bias[c]; values: [rows, columns].
void dcs_add_bias(float *values, const float *bias, size_t rows, size_t columns);

/// output[i] = max(input[i], 0); nan stays nan, so that a network that has diverged does not look healthy.
void dcs_relu(const float *input, float *output, size_t count);

/// input_gradient[i] = output[i] <= 0 ? 0 : output_gradient[i].
void dcs_relu_backward(const float *output, const float *output_gradient, float *input_gradient, size_t count);

/// values[i] *= factors[i].
void dcs_multiply(float *values, const float *factors, size_t count);

/// sums[c] = sum over r of values[r, c], rows added in ascending order.
void dcs_sum_rows(const float *values, float *sums, size_t rows, size_t columns);

/// output[i] = scale * input[i]: pixels to floats.
void dcs_scale_bytes(const uint8_t *input, float scale, float *output, size_t count);

/// Gradient of the penalties: gradient[i] += l2 * weight[i] + l1 * sign(weight[i]).
void dcs_add_penalty(const float *weight, float *gradient, size_t count, float l1, float l2);

/// velocity = momentum * velocity - rate * gradient; weight += velocity.
void dcs_momentum_step(
    float *weight, float *velocity, const float *gradient, size_t count, float rate, float momentum);

/// Adam (Kingma & Ba 2015, algorithm 1) with the bias corrections folded into `rate` and `epsilon` by the caller.
void dcs_adam_step(
    float *weight, float *mean, float *variance, const float *gradient, size_t count, float rate, float beta1,
    float beta2, float epsilon);

// Products with a matrix held as compressed sparse rows of codebook indices.

/// output[r] = sum over the row's entries of codebook[code] * input[column], entries in ascending order.
void dcs_codebook_multiply_vector(
    const uint32_t *row_offsets, const uint16_t *columns, const uint8_t *codes, const float *codebook,
    const float *input, float *output, size_t first_row, size_t last_row);

/// The same for a batch; input: [columns, batch], output: [rows, batch].
void dcs_codebook_multiply_batch(
    const uint32_t *row_offsets, const uint16_t *columns, const uint8_t *codes, const float *codebook,
    const float *input, float *output, size_t batch, size_t first_row, size_t last_row);

/// output[r] = sum over the row's entries of values[entry] * input[column].
void dcs_csr_multiply_batch(
    const uint32_t *row_offsets, const uint16_t *columns, const float *values, const float *input, float *output,
    size_t batch, size_t first_row, size_t last_row);

/// The name of OpenBLAS's kernels for what this processor can do ("SkylakeX", "Haswell"), or NULL when it has neither
/// AVX-512 nor AVX2.
const char *dcs_blas_core_of_processor(void);
