#pragma once

#include "CKernels.h"

enum { DCS_WIDEST_TILE = 32 };

/// A row of tiles: some rows of weights by all columns.
typedef struct {
  /// [depth, height]; column_stride floats from the columns under one weight of a row to the next.
  const float *weights, *columns;
  /// One of them or none: [height], or as many as columns.
  const float *row_bias, *column_bias;
  /// NULL for none.
  const float *addend;
  float *output;
  /// Of a row of weights; columns.
  size_t depth, count;
  /// From one tile's columns to the next's.
  size_t column_stride, tile_stride;
  /// From one row to the next.
  size_t output_stride, addend_stride;
  /// Columns until the end of an image's plane, columns of a plane, and from there to the same
  /// plane of the next image.
  size_t room, plane, output_jump, addend_jump;
  /// Whether these are the first and the last weights of their rows.
  int is_first, is_last;
  dcs_activation activation;
} dcs_tile;

void dcs_multiply_tiles(dcs_level level, const dcs_tile *tiles, size_t height);

/// Panel p of so many for `rows` rows of weights: heights differ by one at most.
typedef struct {
  size_t first_row, height;
} dcs_panel;

dcs_panel dcs_panel_of(size_t rows, size_t panels, size_t p);
