#include "dense_tiles.h"
#include "staging.h"

// Convolution as an implicit matrix product. Loops, from the outside: a block of columns (windows
// of some pixels, of one or more images); a block of taps, whose columns are written out into a
// buffer of the second cache, tile after tile; the panels of weights; the tiles. So weights come
// from memory once a block of columns, columns once a panel of weights, and the sums of a tile stay
// in registers.

/// Floats from `source` go to a tile's columns from `target` on.
typedef struct {
  const float *source;
  size_t target;
} dcs_column_copy;

#define DCS_BODY "columns_body.h"
#include "lanes.h"

enum {
  /// Floats that the columns of a block take: half of a small second cache.
  BLOCK = 1 << 16,
  /// Taps of a block: its columns of one tile, and the weights of a panel, stay in the first cache.
  DEEPEST = 320,
  /// Vectors may write that far beyond the end.
  SLACK = 64,
};

static inline size_t least(size_t a, size_t b) { return a < b ? a : b; }
static inline size_t rounded_up(size_t n, size_t unit) { return (n + unit - 1) / unit * unit; }
static inline size_t parts_of(size_t n, size_t size) { return (n + size - 1) / size; }

// MARK: Weights

void dcs_dense_pack(
    dcs_level level, const dcs_dense_convolution *c, const float *matrix, float *target) {
  size_t panels = dcs_dense_panels(level, c->rows);
  for (size_t g = 0; g < c->groups; g++, matrix += c->rows * c->depth)
    for (size_t first = 0, last; first < c->depth; first = last) {
      last = least(first + c->depth_block, c->depth);
      for (size_t p = 0; p < panels; p++) {
        dcs_panel panel = dcs_panel_of(c->rows, panels, p);
        const float *source = matrix + panel.first_row * c->depth;
        for (size_t k = first; k < last; k++)
          for (size_t m = 0; m < panel.height; m++) *target++ = source[m * c->depth + k];
      }
    }
}

// MARK: Plan

/// Pixels that follow each other in memory on both sides are one long row.
static void flatten(dcs_windows *w) {
  w->width *= w->height;
  w->output_width *= w->output_height;
  w->height = w->output_height = 1;
}

static inline size_t pixels_of(const dcs_windows *w) {
  return (size_t)(w->output_height * w->output_width);
}

static inline size_t filter_of(const dcs_windows *w) {
  return (size_t)(w->kernel_height * w->kernel_width);
}

static void plan_taps_of_image(const dcs_windows *w, int32_t *taps) {
  for (ptrdiff_t channel = 0; channel < w->channels; channel++)
    for (ptrdiff_t ky = 0; ky < w->kernel_height; ky++)
      for (ptrdiff_t kx = 0; kx < w->kernel_width; kx++) {
        ptrdiff_t y = channel * w->height + ky * w->dilation_y;
        *taps++ = (int32_t)(y * w->width + kx * w->dilation_x);
      }
}

void dcs_dense_plan(dcs_level level, dcs_dense_convolution *c, int32_t *taps) {
  dcs_windows *w = &c->windows;
  int is_padded = w->top || w->left || w->bottom || w->right;
  int is_pixel = filter_of(w) == 1 && !is_padded;
  if (is_pixel && w->stride_x == 1 && w->stride_y == 1) flatten(w);
  c->depth = (size_t)w->channels * filter_of(w);
  size_t blocks = parts_of(c->depth, DEEPEST);
  c->depth_block = least(rounded_up(parts_of(c->depth, blocks), filter_of(w)), c->depth);
  c->column_block = rounded_up(BLOCK / c->depth_block + 1, dcs_tile_width(level));
  c->is_staged = is_padded || w->stride_x > 1 || (is_pixel && w->stride_y > 1);
  c->is_in_place = is_pixel && (c->rows < 64 || pixels_of(w) >= 512);
  if (c->is_staged) {
    // A block may begin and end in the middle of a row.
    size_t width = (size_t)w->output_width, rows = (c->column_block + width - 2) / width + 1;
    c->staging = dcs_staging_of(w, least(rows, (size_t)w->output_height));
    dcs_staged_taps(w, &c->staging, taps);
  } else {
    plan_taps_of_image(w, taps);
  }
  c->taps = taps;
}

static size_t stage_size(const dcs_dense_convolution *c, size_t batch) {
  if (!c->is_staged) return 0;
  size_t channels = parts_of(c->depth_block, filter_of(&c->windows)) + 1;
  size_t images = least(batch, (c->column_block - 2) / pixels_of(&c->windows) + 2);
  channels = least(channels, (size_t)c->windows.channels);
  return rounded_up(images * channels * c->staging.channel_size + SLACK, 16);
}

size_t dcs_dense_scratch(dcs_level level, const dcs_dense_convolution *c, size_t batch) {
  size_t all = rounded_up(batch * pixels_of(&c->windows), dcs_tile_width(level));
  size_t columns = c->is_in_place ? 0 : least(c->column_block, all);
  return stage_size(c, batch) + rounded_up(columns * c->depth_block + SLACK, 16);
}

// MARK: Columns

/// What a block of columns reads: `place` of the window at (image, y, x) is
/// base + image * image_stride + y * row_stride + x, counted from the block's first image; y from
/// the first output row of that image in the block.
typedef struct {
  const float *base;
  size_t first_image, image_stride, row_stride;
  /// Output row of the first image that the block begins with.
  size_t first_row;
  /// Of taps.
  ptrdiff_t shift;
} dcs_source;

/// Stages the rows that columns first <= j < last need of some channels.
static dcs_source stage(
    dcs_level level, const dcs_dense_convolution *c, const dcs_dense_pass *pass, const float *input,
    size_t first, size_t last, size_t first_channel, size_t last_channel, float *target) {
  const dcs_windows *w = &c->windows;
  size_t width = (size_t)w->output_width, height = (size_t)w->output_height;
  size_t plane = (size_t)(w->height * w->width), pixels = width * height;
  dcs_source source = {
    target, first / pixels, (last_channel - first_channel) * c->staging.channel_size,
    dcs_staged_row_stride(w, &c->staging), first % pixels / width,
    -(ptrdiff_t)(first_channel * c->staging.channel_size)};
  for (size_t image = first / pixels; image * pixels < last; image++) {
    size_t first_row = image * pixels < first ? source.first_row : 0;
    size_t last_row = (image + 1) * pixels <= last ? height : (last - 1) % pixels / width + 1;
    dcs_stage_planes(
        level, w, &c->staging, input + image * pass->input_stride + first_channel * plane,
        last_channel - first_channel, first_row, last_row, target);
    target += source.image_stride;
  }
  return source;
}

static dcs_source unstaged(
    const dcs_dense_convolution *c, const dcs_dense_pass *pass, const float *input, size_t first) {
  const dcs_windows *w = &c->windows;
  size_t image = first / pixels_of(w);
  return (dcs_source){
    input + image * pass->input_stride, image, pass->input_stride,
    (size_t)(w->stride_y * w->width), 0, 0};
}

/// Where the window of column j begins, and how many windows beside it follow in its row.
static const float *window_of(
    const dcs_windows *w, const dcs_source *s, size_t j, size_t *following) {
  size_t width = (size_t)w->output_width, pixels = (size_t)w->output_height * width;
  size_t image = j / pixels, y = j % pixels / width, x = j % width;
  *following = width - x;
  size_t first_row = image == s->first_image ? s->first_row : 0;
  return s->base + (image - s->first_image) * s->image_stride + (y - first_row) * s->row_stride + x;
}

/// Writes columns first <= j < last out, taps first_tap <= k < last_tap, tile after tile.
static void write_columns_of(
    dcs_level level, const dcs_dense_convolution *c, const dcs_source *source, size_t first,
    size_t last, size_t first_tap, size_t last_tap, float *target) {
  size_t tile = dcs_tile_width(level), lanes = tile / 2, depth = last_tap - first_tap;
  for (size_t j = first; j < last; j += tile, target += tile * depth) {
    dcs_column_copy copies[2 * DCS_WIDEST_TILE];
    size_t count = 0, here = least(tile, last - j), run;
    for (size_t at = 0; at < here; at += run) {
      const float *window = window_of(&c->windows, source, j + at, &run);
      run = least(run, here - at);
      for (size_t i = 0; i < run; i += lanes)
        copies[count++] = (dcs_column_copy){window + i, at + i};
    }
    DCS_CHOOSE(level, columns_of_tile)(
        copies, count, c->taps + first_tap, depth, source->shift, target);
  }
}

// MARK: Product

/// All panels of a part by one block of columns under one block of taps.
static void multiply_block(
    dcs_level level, const dcs_dense_convolution *c, const dcs_dense_pass *pass,
    const dcs_dense_part *part, dcs_tile *tile, size_t first, size_t first_tap) {
  size_t pixels = pixels_of(&c->windows);
  size_t panels = dcs_dense_panels(level, c->rows), image = first / pixels;
  size_t output = image * pass->output_stride + part->group * c->rows * pixels + first % pixels;
  size_t addend = image * pass->addend_stride + part->group * c->rows * pixels + first % pixels;
  const float *weights = c->panels + c->rows * (part->group * c->depth + first_tap);
  tile->room = pixels - first % pixels;
  for (size_t p = part->first_panel; p < part->last_panel; p++) {
    dcs_panel panel = dcs_panel_of(c->rows, panels, p);
    size_t row = part->group * c->rows + panel.first_row;
    tile->weights = weights + panel.first_row * tile->depth;
    tile->row_bias = c->bias ? c->bias + row : NULL;
    tile->output = pass->output + output + panel.first_row * pixels;
    tile->addend = pass->addend ? pass->addend + addend + panel.first_row * pixels : NULL;
    dcs_multiply_tiles(level, tile, panel.height);
  }
}

void dcs_dense_multiply(
    dcs_level level, const dcs_dense_convolution *c, const dcs_dense_pass *pass,
    const dcs_dense_part *part, float *scratch) {
  const dcs_windows *w = &c->windows;
  size_t filter = filter_of(w), pixels = pixels_of(w), tile_columns = dcs_tile_width(level);
  const float *input = pass->input + part->group * (size_t)(w->channels * w->height * w->width);
  float *columns = scratch + stage_size(c, pass->batch);
  dcs_tile tile = {
    .output_stride = pixels, .addend_stride = pixels, .plane = pixels,
    .output_jump = pass->output_stride - pixels, .addend_jump = pass->addend_stride - pixels,
    .activation = c->activation};
  for (size_t first = part->first_column, last; first < part->last_column; first = last) {
    last = least(first + c->column_block, part->last_column);
    if (c->is_in_place) last = least(last, (first / pixels + 1) * pixels);
    tile.count = last - first;
    for (size_t k = 0, end; k < c->depth; k = end) {
      end = least(k + c->depth_block, c->depth);
      dcs_source source = c->is_staged
          ? stage(level, c, pass, input, first, last, k / filter, parts_of(end, filter), scratch)
          : unstaged(c, pass, input, first);
      tile.depth = end - k;
      tile.is_first = k == 0;
      tile.is_last = end == c->depth;
      if (c->is_in_place) {
        size_t following;
        tile.columns = window_of(w, &source, first, &following) + c->taps[k] + source.shift;
        tile.column_stride =
            c->is_staged ? c->staging.channel_size : (size_t)(w->height * w->width);
        tile.tile_stride = tile_columns;
      } else {
        write_columns_of(level, c, &source, first, last, k, end, columns);
        tile.columns = columns;
        tile.column_stride = tile_columns;
        tile.tile_stride = tile_columns * tile.depth;
      }
      multiply_block(level, c, pass, part, &tile, first, k);
    }
  }
}
