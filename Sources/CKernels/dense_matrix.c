#include "dense_tiles.h"

#include "levels.h"

// Fully connected layers. Rows of weights lie side by side, in panels as wide as a tile, so that
// both a batch and a single vector broadcast their inputs and take vectors of weights: outputs of
// one example are neighbours in memory. Weights are read once, in the order that they lie in.

/// Floats that one stream of weights is fetched ahead.
#define DCS_VECTOR_AHEAD 512

#define DCS_BODY "matrix_vector_body.h"
#include "lanes.h"

enum {
  /// Weights of a block of each row: a tile's stay in the first cache while the batch passes.
  DEEPEST = 320,
};

static inline size_t least(size_t a, size_t b) { return a < b ? a : b; }

void dcs_dense_matrix_plan(dcs_level level, dcs_dense_matrix *d) {
  size_t width = dcs_tile_width(level), blocks = (d->columns + DEEPEST - 1) / DEEPEST;
  d->padded_rows = (d->rows + width - 1) / width * width;
  d->depth_block = (d->columns + blocks - 1) / blocks;
}

void dcs_dense_matrix_pack(
    dcs_level level, const dcs_dense_matrix *d, const float *matrix, float *target) {
  size_t width = dcs_tile_width(level);
  for (size_t begin = 0, end; begin < d->columns; begin = end) {
    end = least(begin + d->depth_block, d->columns);
    for (size_t j = 0; j < d->padded_rows; j += width)
      for (size_t k = begin; k < end; k++)
        for (size_t i = j; i < j + width; i++)
          *target++ = i < d->rows ? matrix[i * d->columns + k] : 0;
  }
}

size_t dcs_dense_matrix_scratch(const dcs_dense_matrix *d, size_t batch) {
  return batch == 1 ? 0 : (batch * d->depth_block + 15) / 16 * 16;
}

/// panels[k, n] = input[n, first + k]: panels of nearly equal height, one after the other.
static void write_inputs(
    const dcs_dense_pass *pass, size_t panels, size_t first, size_t depth, float *target) {
  for (size_t p = 0; p < panels; p++) {
    dcs_panel panel = dcs_panel_of(pass->batch, panels, p);
    for (size_t n = 0; n < panel.height; n++) {
      const float *source = pass->input + (panel.first_row + n) * pass->input_stride + first;
      for (size_t k = 0; k < depth; k++) target[k * panel.height + n] = source[k];
    }
    target += depth * panel.height;
  }
}

/// All examples by some rows of weights under one block of inputs.
static void multiply_block(
    dcs_level level, const dcs_dense_matrix *d, const dcs_dense_pass *pass, dcs_tile *tile,
    size_t first_row, size_t last_row, size_t panels, const float *inputs) {
  size_t width = dcs_tile_width(level);
  const float *weights = tile->columns;
  for (size_t j = first_row; j < last_row; j += width) {
    tile->columns = weights + (j - first_row) * tile->depth;
    tile->column_bias = d->bias + j;
    tile->count = least(width, d->rows - j);
    for (size_t p = 0; p < panels; p++) {
      dcs_panel panel = dcs_panel_of(pass->batch, panels, p);
      tile->weights = inputs + panel.first_row * tile->depth;
      tile->output = pass->output + panel.first_row * pass->output_stride + j;
      tile->addend =
          pass->addend ? pass->addend + panel.first_row * pass->addend_stride + j : NULL;
      dcs_multiply_tiles(level, tile, panel.height);
    }
  }
}

void dcs_dense_matrix_multiply(
    dcs_level level, const dcs_dense_matrix *d, const dcs_dense_pass *pass, size_t first_row,
    size_t last_row, float *scratch) {
  if (pass->batch == 1)
    return DCS_CHOOSE(level, multiply_vector_by)(
        d, pass->input, first_row, last_row, pass->addend, pass->output);
  size_t panels = dcs_dense_panels(level, pass->batch);
  dcs_tile tile = {
    .column_stride = dcs_tile_width(level), .output_stride = pass->output_stride,
    .addend_stride = pass->addend_stride, .room = d->padded_rows, .plane = d->padded_rows,
    .activation = d->activation};
  for (size_t begin = 0, end; begin < d->columns; begin = end) {
    end = least(begin + d->depth_block, d->columns);
    tile.depth = end - begin;
    tile.is_first = begin == 0;
    tile.is_last = end == d->columns;
    tile.columns = d->panels + begin * d->padded_rows + first_row * tile.depth;
    write_inputs(pass, panels, begin, tile.depth, scratch);
    multiply_block(level, d, pass, &tile, first_row, last_row, panels, scratch);
  }
}
