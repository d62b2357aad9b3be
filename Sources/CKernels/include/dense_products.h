#pragma once

#include <stddef.h>
#include <stdint.h>


// Dense convolutions y = f(W * x + b + a) over plain row-major images [batch, channels, height,
// width].

/// Memory that a pass works on; see ProductPass. Strides: floats from one image to the next.
typedef struct {
  const float *input;
  size_t input_stride;
  float *output;
  size_t output_stride;
  /// NULL for none.
  const float *addend;
  size_t addend_stride;
  size_t batch;
} dcs_dense_pass;

/// Products are made of tiles: panels of rows, of nearly equal height, by so many columns.
size_t dcs_dense_panels(dcs_level level, size_t rows);
size_t dcs_tile_width(dcs_level level);

/// A copy of the rows that some windows read, with the zeros around them (staging.c): the rows of a
/// channel, rows of the image from one to the next, floats of a phase, of a row and of a channel.
typedef struct {
  size_t rows, row_step, phase_width, row_size, channel_size;
} dcs_staging;

// MARK: As matrix products (dense_convolution.c)

/// How the product of each group is cut. A *column* is one window; its entry under tap k (channel,
/// row and column of the filter) lies at taps[k] from where the window begins.
typedef struct {
  // Given by the caller:
  /// Over the channels of one group.
  dcs_windows windows;
  /// Rows of weights of one group.
  size_t groups, rows;
  /// As dcs_dense_pack writes them; [groups * rows], or NULL.
  const float *panels, *bias;
  dcs_activation activation;

  // Made by dcs_dense_plan:
  /// Length of a row of weights.
  size_t depth;
  const int32_t *taps;
  /// Columns, and taps, that are multiplied at a time.
  size_t column_block, depth_block;
  /// Whether windows are read from staged rows, not from the image.
  int is_staged;
  dcs_staging staging;
  /// Whether columns are read where they lie, without being written out: filters of one pixel.
  int is_in_place;
} dcs_dense_convolution;

/// `taps`: one for each weight of a row. `windows` may come out in another shape.
void dcs_dense_plan(dcs_level level, dcs_dense_convolution *convolution, int32_t *taps);

/// matrix: [groups, rows, depth]; target: the same weights as [groups], blocks of taps, panels,
/// [taps, height].
void dcs_dense_pack(
    dcs_level level, const dcs_dense_convolution *convolution, const float *matrix, float *target);

/// Some panels of one group, for the columns first_column <= j < last_column, counted through all
/// images.
typedef struct {
  size_t group, first_panel, last_panel, first_column, last_column;
} dcs_dense_part;

/// Floats of scratch that one part needs.
size_t dcs_dense_scratch(
    dcs_level level, const dcs_dense_convolution *convolution, size_t batch);

/// The same bits however the product is cut into parts: the taps of each sum come in one order.
void dcs_dense_multiply(
    dcs_level level, const dcs_dense_convolution *convolution, const dcs_dense_pass *pass,
    const dcs_dense_part *part, float *scratch);

// MARK: Depthwise (depthwise.c)

/// Channel c of the input makes the channels c * multiplier … of the output.
typedef struct {
  // Given by the caller:
  /// Over one channel.
  dcs_windows windows;
  size_t channels, multiplier;
  /// [channels * multiplier, kernel_height * kernel_width]; [channels * multiplier], or NULL.
  const float *weights, *bias;
  dcs_activation activation;

  // Made by dcs_depthwise_plan:
  const int32_t *taps;
  dcs_staging staging;
} dcs_depthwise;

/// `taps`: kernel_height * kernel_width of them.
void dcs_depthwise_plan(dcs_depthwise *depthwise, int32_t *taps);

/// Floats of scratch that one call of dcs_depthwise_multiply needs.
size_t dcs_depthwise_scratch(const dcs_depthwise *depthwise);

/// Planes first <= i < last of the input, counted through all images.
void dcs_depthwise_multiply(
    dcs_level level, const dcs_depthwise *depthwise, const dcs_dense_pass *pass, size_t first,
    size_t last, float *scratch);

// MARK: Fully connected (dense_matrix.c)

/// y = f(x · W' + b + a); x: [batch, columns], W: [rows, columns], y: [batch, rows].
typedef struct {
  // Given by the caller:
  size_t rows, columns;
  /// As dcs_dense_matrix_pack writes them; [padded_rows], zeros behind the last row.
  const float *panels, *bias;
  dcs_activation activation;

  // Made by dcs_dense_matrix_plan:
  /// A multiple of a tile's width.
  size_t padded_rows;
  /// Weights of a row that are multiplied at a time.
  size_t depth_block;
} dcs_dense_matrix;

void dcs_dense_matrix_plan(dcs_level level, dcs_dense_matrix *matrix);

/// matrix: [rows, columns]; target: the same weights as blocks of columns, panels of rows, [columns
/// of the block, rows of the panel]; padded_rows * columns floats.
void dcs_dense_matrix_pack(
    dcs_level level, const dcs_dense_matrix *dense, const float *matrix, float *target);

/// Floats of scratch that one call of dcs_dense_matrix_multiply needs.
size_t dcs_dense_matrix_scratch(const dcs_dense_matrix *dense, size_t batch);

/// Rows first_row <= m < last_row (of padded_rows) of all examples; both are multiples of a tile's
/// width.
/// The same bits however the rows are cut.
void dcs_dense_matrix_multiply(
    dcs_level level, const dcs_dense_matrix *dense, const dcs_dense_pass *pass, size_t first_row,
    size_t last_row, float *scratch);
