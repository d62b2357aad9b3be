#pragma once

#include <stddef.h>
#include <stdint.h>

#include "activation.h"

// Sparse convolutions from codes (Products/Convolutions/SparseConvolution.swift has the layout).

/// A copy of one input channel, moved so that some taps of a kernel begin at whole vectors of it:
/// plane[r * pitch + x] = image[block.y * stride_y + row + r * stride_y,
/// (block.x + x) * stride_x + column], 0 outside of the image; r < the block's rows + rows.
typedef struct {
  ptrdiff_t column, row;
  /// Rows beyond those of a block.
  size_t rows;
  /// Floats from the start of a tile to the plane of its first channel; and from there to that of
  /// the next. Both are whole vectors.
  size_t start, size;
} dcs_sparse_plane;

typedef struct {
  /// Of one group.
  ptrdiff_t channels, height, width, stride_y, stride_x, output_height, output_width;
  /// Zeros above and left of the image; and pixels that a window spans.
  ptrdiff_t top, left, span_y, span_x;
  /// Floats from one row of a plane to the next.
  size_t pitch;
  /// Channels whose planes are in the cache together.
  size_t tile_channels;
  const dcs_sparse_plane *planes;
  size_t plane_count;
  const float *codebook;
  dcs_activation activation;
} dcs_sparse_convolution;

/// The filters of one group: its entries, tile after tile of channels, output after output.
typedef struct {
  size_t outputs;
  /// Three bytes an entry, two more are readable behind the last: vectors from the start of its
  /// tile to its tap, the lower byte first; and its code.
  const uint8_t *entries;
  /// Entries of each output: [tiles, outputs].
  const uint16_t *counts;
  /// Entries before some outputs of each tile: [tiles, chunks]; chunk i begins at output
  /// i * outputs / chunks.
  const uint32_t *starts;
  size_t chunks;
  /// One for each output, or NULL.
  const float *bias;
} dcs_sparse_filters;

/// Output rows y ..< y + rows, columns x ..< x + columns: (rows - 1) * pitch + columns floats fit
/// dcs_sparse_vectors.
typedef struct {
  ptrdiff_t y, x, rows, columns;
} dcs_sparse_block;

/// What is computed of one group of one image, and where. `image` begins at the group's first
/// channel; `output` and `addend` (or NULL), at its first output. `tile` and `sums` are aligned to
/// 64 bytes.
typedef struct {
  const dcs_sparse_block *blocks;
  size_t block_count, first_chunk, last_chunk;
  const float *image;
  float *output;
  const float *addend;
  /// The planes of one tile, and one vector more.
  float *tile;
  /// Outputs of the chunks * vectors of a block * lanes.
  float *sums;
} dcs_sparse_work;

/// Floats of a vector, and how many vectors a block of outputs may have.
size_t dcs_sparse_lanes(dcs_level level);
size_t dcs_sparse_vectors(dcs_level level);

/// output[o, y, x] = f(bias[o] + addend[o, y, x] + sum over channels and taps of
/// weight[o, c, ky, kx] * image[c, y * stride_y + ky * dilation_y - top, x * stride_x + kx *
/// dilation_x - left]) for the pixels of the blocks and the outputs of chunks first_chunk ..<
/// last_chunk. Each sum is one chain, whichever way the work is cut.
void dcs_sparse_convolution_run(
    dcs_level level, const dcs_sparse_convolution *convolution, const dcs_sparse_filters *filters,
    const dcs_sparse_work *work);
