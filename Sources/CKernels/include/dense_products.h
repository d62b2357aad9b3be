#pragma once

#include <stddef.h>
#include <stdint.h>

#include "activation.h"

// Dense convolutions as implicit matrix products: y = f(W · x + b + a) over plain row-major images
// [batch, channels, height, width]. Columns of x (the windows) are written out for one block of
// pixels at a time, which stays in the second cache.

/// How the product of one group is cut. A *column* is one window, its entry under tap k (channel,
/// row and column of the filter) lies at taps[k] from where the window begins.
typedef struct {
  dcs_windows windows;
  /// Of all images: channels of all groups.
  size_t groups;
  /// Rows of weights of one group, and their length.
  size_t rows, depth;
  /// As dcs_dense_pack writes them; [groups * rows], or NULL.
  const float *panels, *bias;
  dcs_activation activation;
  /// depth of them; see dcs_dense_plan.
  const int32_t *taps;
  /// Columns, and taps, that are multiplied at a time.
  size_t column_block, depth_block;
  /// Whether windows are read from a padded copy of the rows that a block needs ("staged"), and its
  /// extents: images, rows, floats of a row and of a channel; a row holds one run of `phase_width`
  /// floats for each phase of the horizontal stride that a tap falls on.
  int is_staged;
  size_t staged_images, staged_rows, phases, phase_width, row_size, channel_size;
  /// Rows of the image from one staged row to the next.
  size_t row_step;
  /// Whether columns are read where they lie, without being written out: filters of one pixel.
  int is_in_place;
} dcs_dense_convolution;

/// Fills in what follows from windows, groups and rows: `taps` (windows' channels * kernel_height *
/// kernel_width of them) and all below.
void dcs_dense_plan(
    dcs_level level, dcs_dense_convolution *convolution, size_t batch, int32_t *taps);

/// Rows of weights come in panels of nearly equal height; how many of them.
size_t dcs_dense_panels(dcs_level level, size_t rows);

/// matrix: [groups, rows, depth]; target: the same weights as [groups], blocks of taps, panels,
/// [taps, height].
void dcs_dense_pack(
    dcs_level level, const dcs_dense_convolution *convolution, const float *matrix, float *target);

/// Memory that a pass works on; see ProductPass.
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

/// Rows first_row <= m < last_row (at the start of panels) of one group, for the columns
/// first_column <= j < last_column, counted through all images.
typedef struct {
  size_t group, first_panel, last_panel, first_column, last_column;
} dcs_dense_part;

/// Floats of scratch that one part needs.
size_t dcs_dense_scratch(dcs_level level, const dcs_dense_convolution *convolution);

/// The same bits however the product is cut into parts: each sum is one chain over the taps.
void dcs_dense_multiply(
    dcs_level level, const dcs_dense_convolution *convolution, const dcs_dense_pass *pass,
    const dcs_dense_part *part, float *scratch);
