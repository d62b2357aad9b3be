#pragma once

#include <stddef.h>
#include <stdint.h>

#include "activation.h"


/// What a kernel may use of the processor, from less to more. A kernel for another family (NEON)
/// takes a number of its own here, a body behind `#if`, and a case in the kernel's dispatch.
typedef enum { DCS_PORTABLE = 0, DCS_AVX2 = 1, DCS_AVX512 = 2 } dcs_level;

/// The highest level that this processor has: AVX2 means with FMA, AVX-512 means F, BW, DQ and VL.
dcs_level dcs_processor_level(void);

/// Lets the processor rest for some ten nanoseconds: for loops that wait for another thread.
void dcs_pause(void);

/// Freed buffers below 32 MB stay with the process, up to 256 MB behind the last one in use. All
/// threads share one arena: those of their own are unmapped whenever nothing is left in them.
void dcs_keep_freed_memory(void);

// Element-wise kernels: every level of CPU gives the same bits, since nothing is reassociated or
// contracted.

/// values[r, c] += bias[c]; values: [rows, columns].
void dcs_add_bias(float *values, const float *bias, size_t rows, size_t columns);

/// output[i] = max(input[i], 0); nan stays nan, so that a network that has diverged does not look
/// healthy.
void dcs_relu(const float *input, float *output, size_t count);

/// input_gradient[i] = output[i] <= 0 ? 0 : output_gradient[i].
void dcs_relu_backward(const float *output, const float *output_gradient, float *input_gradient, size_t count);

/// values[i] += terms[i].
void dcs_add(float *values, const float *terms, size_t count);

/// values[i] *= factors[i].
void dcs_multiply(float *values, const float *factors, size_t count);

/// output[p, i] = factors[p] * values[p, i], in place too; values: [planes, size].
void dcs_scale_planes(
    const float *values, const float *factors, float *output, size_t planes, size_t size);

/// output[i] = input[i * stride]; i < count.
void dcs_copy_every(const float *input, size_t stride, float *output, size_t count);

/// sums[c] = sum over r of values[r, c], rows added in ascending order.
void dcs_sum_rows(const float *values, float *sums, size_t rows, size_t columns);

/// output[i] = scale * input[i]: pixels to floats.
void dcs_scale_bytes(const uint8_t *input, float scale, float *output, size_t count);

/// Gradient of the penalties: gradient[i] += l2 * weight[i] + l1 * sign(weight[i]).
void dcs_add_penalty(const float *weight, float *gradient, size_t count, float l1, float l2);

/// velocity = momentum * velocity - rate * gradient; weight += velocity.
void dcs_momentum_step(
    float *weight, float *velocity, const float *gradient, size_t count, float rate, float momentum);

/// Adam (Kingma & Ba 2015, algorithm 1) with the bias corrections folded into `rate` and `epsilon`
/// by the caller.
void dcs_adam_step(
    float *weight, float *mean, float *variance, const float *gradient, size_t count, float rate, float beta1,
    float beta2, float epsilon);

/// values[i] = f(values[i] + addend[i]); `addend` may be NULL.
void dcs_finish(const dcs_activation *f, const float *addend, float *values, size_t count);

// Products with a matrix whose entries point into a codebook.

/// Compressed sparse rows of codes.
typedef struct {
  const uint32_t *row_offsets;
  const uint16_t *columns;
  const uint8_t *codes;
  const float *codebook;
} dcs_row_codes;

/// output[r] = bias[r] + sum over the row's entries of codebook[code] * input[column]; `bias` may
/// be NULL.
void dcs_row_codes_multiply(
    const dcs_row_codes *matrix, const float *input, const float *bias, float *output, size_t first_row,
    size_t last_row);

/// Eight entries of a row whose codes differ in their lowest three bits only.
typedef struct {
  uint16_t columns[8];
  uint8_t codes[8];
} dcs_row_block;

/// Rows of such blocks (Tensors/Shared/RowBlocks.swift), those with fewest first.
typedef struct {
  const dcs_row_block *blocks;
  /// Blocks before each place, and their total.
  const uint32_t *block_offsets;
  /// The row at each place.
  const uint32_t *rows;
  /// Whole eights of centroids, aligned to 32 bytes.
  const float *codebook;
} dcs_row_blocks;

/// The same product for the rows at some places. Idle entries point to the number behind the last
/// input, a zero.
void dcs_row_blocks_multiply(
    dcs_level level, const dcs_row_blocks *matrix, const float *input, const float *bias, float *output, size_t first,
    size_t last);

/// Sixteen rows side by side in steps of 31 columns (Tensors/Shared/WideSteps.swift).
typedef struct {
  /// Sixteen lanes each, aligned to 64 bytes.
  const uint32_t *blocks;
  /// How far the window moves before each of a block's steps, in strides; five bits each.
  const uint16_t *moves;
  /// Blocks before each group, and their total.
  const uint32_t *block_offsets;
  /// The row of each lane; UINT32_MAX for none.
  const uint32_t *rows;
  /// 32 floats
  const float *codebook;
  /// 4 or 5
  unsigned code_bits;
  /// Columns: 8 or 16.
  unsigned stride;
} dcs_wide_steps;

/// The same product for the rows of some groups. `input` is aligned to 64 bytes, and 48 zeros
/// follow it.
void dcs_wide_steps_multiply(
    dcs_level level, const dcs_wide_steps *matrix, const float *input, const float *bias, float *output,
    size_t first_group, size_t last_group);

/// Codes of an unpruned matrix (Tensors/Shared/DenseCodes.swift).
typedef struct {
  /// [rows, stride], in the order that the kernel wants.
  const uint8_t *codes;
  /// A multiple of 64.
  size_t stride;
  /// 256 floats, of which `codebook_count` are used.
  const float *codebook;
  size_t codebook_count;
} dcs_dense_codes;

/// Whether the processor has what makes them quick: permutations of bytes.
int dcs_dense_codes_are_quick(dcs_level level);

/// The same product for some rows. `input` is filled up to `stride` with zeros.
void dcs_dense_codes_multiply(
    dcs_level level, const dcs_dense_codes *matrix, const float *input, const float *bias, float *output,
    size_t first_row, size_t last_row);

/// The next tile of a block of rows (Tensors/Shared/BatchTiles.swift).
typedef struct {
  /// Column in its tile and code, one byte each.
  const uint8_t *entry;
  /// Counted from the first row of the block; three more are readable behind the last of the block.
  const uint16_t *row;
  /// The number of runs, then for each run the entries of a row and the number of rows.
  const uint32_t *header;
  const float *codebook;
  size_t codebook_count;
} dcs_batch_tile;

/// output[r, n] += sum over row r's entries of codebook[code] * input[column, n]; n < width, which
/// is 8, 16, 32 or 64. Then `tile` is the following one.
void dcs_batch_tile_multiply(dcs_level level, dcs_batch_tile *tile, const float *input, float *output, size_t width);

/// Brings the first `columns` floats of some rows, `stride` floats apart, towards the second cache.
void dcs_fetch_rows(const float *source, size_t rows, size_t columns, size_t stride);

/// target[c, r] = source[r, c]; rows of the source are `stride` floats apart, those of the target
/// `target_stride`.
void dcs_transpose(
    dcs_level level, const float *source, size_t rows, size_t columns, size_t stride, float *target,
    size_t target_stride);

/// The name of OpenBLAS's kernels for what this processor can do ("SkylakeX", "Haswell"), or NULL
/// when it has neither AVX-512 nor AVX2.
const char *dcs_blas_core_of_processor(void);

// Windows that slide over images: convolution and pooling. Planes are row-major, one after the
// other.

/// Windows of kernel_height x kernel_width over images [channels, height, width] with `top` ...
/// `right` zeros around them. Only convolutions have dilations other than 1.
typedef struct {
  ptrdiff_t channels, height, width, kernel_height, kernel_width, stride_y, stride_x, top, left, bottom, right;
  ptrdiff_t dilation_y, dilation_x, output_height, output_width;
} dcs_windows;

/// columns[c, ky, kx, y, x] = image[c, y * stride_y + ky * dilation_y - top, x * stride_x + kx *
/// dilation_x - left], 0 outside; for output rows first_row <= y < last_row.
void dcs_image_to_columns(
    const dcs_windows *windows, const float *image, float *columns, ptrdiff_t first_row, ptrdiff_t last_row);

/// The transposed operation: adds every column entry to the pixel that it came from.
void dcs_add_columns_to_image(
    const dcs_windows *windows, const float *columns, float *image, ptrdiff_t first_row, ptrdiff_t last_row);

/// values[p, i] += bias[p]; values: [planes, size].
void dcs_add_plane_bias(float *values, const float *bias, size_t planes, size_t size);

/// sums[p] += sum over i of values[p, i], in sixteen interleaved partial sums.
void dcs_add_plane_sums(const float *values, float *sums, size_t planes, size_t size);

// Direct convolution: stride 1, no padding, output rows of a multiple of 8 pixels. Only from
// DCS_AVX2 on; elsewhere images go through columns and a matrix product. Every level gives the same
// bits.

/// Rows of a matrix that are kept together: panels[r / 5][c][r % 5] = matrix[r, c], 0 beyond the
/// last row.
enum { DCS_PANEL = 5 };

/// The geometry of one group. A vector is 8 neighbouring pixels of an output row, its number the
/// order in the plane.
typedef struct {
  /// Output channels, vectors of one output plane, and taps of a filter: all together and of one
  /// channel.
  size_t outputs, vectors, depth, taps_per_channel;
  /// From the start of an image to tap k of its first window (depth of them); from there to that of
  /// vector v (vectors).
  const int32_t *taps, *places;
  /// From the start of an output to its plane o (outputs of them).
  const int32_t *planes;
  /// Floats from one image, and from one output, to the next.
  size_t input_stride, output_stride;
} dcs_direct;

void dcs_pack_panels(
    const float *matrix, size_t rows, size_t columns, size_t row_stride, size_t column_stride, float *panels);

/// One image. panels: the filters [outputs, depth], packed. `bias` may be NULL.
void dcs_direct_convolution(
    dcs_level level, const dcs_direct *direct, const float *panels, const float *bias, const float *image,
    float *output);

/// Adds to input_gradient, one image. panels: for each channel the filters' [taps_per_channel,
/// outputs], packed; scratch: taps_per_channel * 8 vectors floats.
void dcs_direct_input_gradient(
    dcs_level level, const dcs_direct *direct, const float *panels, const float *output_gradient, float *input_gradient,
    float *scratch);

/// Adds to rows first <= o < last of weight_gradient [outputs, depth], summed over the images.
void dcs_direct_weight_gradient(
    dcs_level level, const dcs_direct *direct, const float *input, const float *output_gradient, size_t images,
    float *weight_gradient, size_t first, size_t last);

/// The largest value of each window; nan when a value is. `channels` is not read: there are
/// `planes` of them.
void dcs_max_pool(const dcs_windows *windows, const float *input, float *output, size_t planes);

/// Adds each gradient to the first largest value of its window, beginning with zeros.
void dcs_max_pool_backward(
    const dcs_windows *windows, const float *input, const float *output, const float *output_gradient,
    float *input_gradient, size_t planes);

/// The sum of each window by its area; padding counts (Caffe's rule) or does not.
void dcs_average_pool(
    const dcs_windows *windows, int counts_padding, const float *input, float *output, size_t planes);

/// Gives every pixel of a window its share of the gradient, beginning with zeros.
void dcs_average_pool_backward(
    const dcs_windows *windows, int counts_padding, const float *output_gradient, float *input_gradient, size_t planes);

/// Local response normalization of one image [channels, pixels]; `factor` is alpha / n, `reach` (n
/// - 1) / 2.
typedef struct {
  size_t channels, pixels, reach;
  float factor, beta, base;
} dcs_response;

/// scale = base + factor * (sum of squares of the neighbouring channels); output = input /
/// scale^beta.
void dcs_local_response(
    const dcs_response *response, const float *input, float *output, float *scale, float *scratch);

/// The outputs alone, to the bit, of channels first <= c < last: what inference needs. `output` is
/// not `input`.
void dcs_local_response_output(
    dcs_level level, const dcs_response *response, const float *input, float *output, size_t first,
    size_t last);

/// dx = dy scale^-beta - 2 factor beta x (sum over the neighbours of dy x scale^(-beta - 1)).
void dcs_local_response_backward(
    const dcs_response *response, const float *input, const float *scale, const float *output_gradient,
    float *input_gradient, float *scratch, float *sums);

// Batch normalization: sums over a channel of a batch [batch, channels, pixels], and what is made
// of them.

typedef struct {
  size_t batch, channels, pixels;
} dcs_channels;

/// sums[c] = sum over the batch and its pixels of values, for first <= c < last.
void dcs_channel_sums(const dcs_channels *channels, const float *values, double *sums, size_t first, size_t last);

/// sums[c] = sum over the batch and its pixels of (x - x_origin[c]) (y - y_origin[c]), for first <=
/// c < last.
void dcs_channel_products(
    const dcs_channels *channels, const float *x, const float *x_origin, const float *y, const float *y_origin,
    double *sums, size_t first, size_t last);

/// output = x_factor[c] (x - x_origin[c]) + y_factor[c] y + constant[c], for the examples first <=
/// n < last.
void dcs_channel_combination(
    const dcs_channels *channels, const float *x, const float *x_factor, const float *x_origin, const float *y,
    const float *y_factor, const float *constant, float *output, size_t first, size_t last);

// Huffman decoding, four streams side by side.

/// One stream on its way: bits taken so far, and where the next symbol goes.
typedef struct {
  const uint8_t *bytes;
  size_t byte_count, bit_position;
  uint16_t *next, *end;
} dcs_huffman_stream;

/// Decodes while every stream has eight bytes and ten symbols left; the rest is the caller's. An
/// entry of the table, chosen by the next `width` bits (1...14, the first in the least significant
/// place), holds two symbols of 16 bits, the bits that they take, from bit 32 on, and how many of
/// them count, 1 or 2, from bit 48 on. No entry takes 0 bits.
void dcs_huffman_decode(const uint64_t *table, size_t width, dcs_huffman_stream streams[4]);

/// counts[i] = how many of at most 255 borders are at or below values[i]: the cluster of a value.
void dcs_count_borders(
    const float *borders, size_t border_count, const float *values, uint8_t *counts, size_t count);

// What `bench` compares with.

/// The sum of all values: the quickest way to read memory.
float dcs_sum(const float *values, size_t count);

/// Compressed sparse rows of floats: output[r, n] = sum over row r's entries of value *
/// input[column, n].
void dcs_float_rows_multiply(
    const uint32_t *row_offsets, const uint32_t *columns, const float *values, size_t rows, const float *input,
    float *output, size_t batch);

/// Intel's MKL, when a file of that kind is at `path`; NULL otherwise. Set to one thread, and never
/// closed.
typedef struct dcs_mkl dcs_mkl;
dcs_mkl *dcs_mkl_open(const char *path);

/// output[n, r] = sum of weights[r, c] * input[n, c]
void dcs_mkl_dense(
    const dcs_mkl *mkl, const float *weights, size_t rows, size_t columns, const float *input, size_t batch,
    float *output);

/// A sparse matrix over the caller's arrays, which outlive it; NULL when MKL refuses.
void *dcs_mkl_sparse_create(
    const dcs_mkl *mkl, size_t rows, size_t columns, int32_t *row_offsets, int32_t *column_indices, float *values,
    size_t batch);

/// output[r, n] = sum over row r's entries of value * input[column, n]; 0 when all went well.
int dcs_mkl_sparse_multiply(const dcs_mkl *mkl, void *handle, const float *input, size_t batch, float *output);
void dcs_mkl_sparse_destroy(const dcs_mkl *mkl, void *handle);

#include "ranks.h"
#include "sparse_convolution.h"
#include "dense_products.h"
