#include <string.h>

#include "CKernels.h"
#include "levels.h"

// Convolution as an implicit matrix product. Loops, from the outside: a block of columns (windows
// of some pixels, of one or more images); a block of taps, whose columns are written out into a
// buffer of the second cache, tile after tile; the panels of weights; the tiles. So weights come
// from memory once a block of columns, columns once a panel of weights, and the sums of a tile stay
// in registers.

typedef struct {
  /// [depth, height of the panel]; columns under tap k: column_stride * k from `columns`.
  const float *weights, *columns, *bias, *addend;
  float *output;
  /// Taps; columns.
  size_t depth, count;
  /// From one tile's columns to the next's.
  size_t column_stride, tile_stride;
  /// From one row to the next.
  size_t output_stride, addend_stride;
  /// Columns until the end of an image's plane, columns of a plane, and from there to the same
  /// plane of the next image.
  size_t room, plane, output_jump, addend_jump;
  int is_first, is_last;
  dcs_activation activation;
} dcs_tile;

/// Floats from `source` go to a tile's columns from `target` on.
typedef struct {
  const float *source;
  size_t target;
} dcs_column_copy;

#define DCS_BODY "dense_tiles_body.h"
#include "lanes.h"

enum {
  /// Floats that the columns of a block take: half of a small second cache.
  BLOCK = 1 << 16,
  /// Taps of a block: its columns of one tile, and the weights of a panel, stay in the first cache.
  DEEPEST = 320,
  WIDEST_TILE = 32,
  /// Vectors may write that far beyond the end.
  SLACK = 64,
};

static size_t lanes_of(dcs_level level) { return DCS_CHOOSE(level, lanes)(); }

static size_t tallest_of(dcs_level level) { return DCS_CHOOSE(level, tallest)(); }

static inline size_t least(size_t a, size_t b) { return a < b ? a : b; }
static inline size_t rounded_up(size_t n, size_t unit) { return (n + unit - 1) / unit * unit; }
static inline size_t parts_of(size_t n, size_t size) { return (n + size - 1) / size; }

// MARK: Weights

/// Panel p of `count` rows: heights differ by one at most, the taller ones come first.
typedef struct {
  size_t first_row, height;
} dcs_panel;

static dcs_panel panel_of(size_t rows, size_t panels, size_t p) {
  size_t height = rows / panels, taller = rows % panels;
  return (dcs_panel){p * height + least(p, taller), height + (p < taller)};
}

size_t dcs_dense_panels(dcs_level level, size_t rows) {
  return parts_of(rows, tallest_of(level));
}

void dcs_dense_pack(
    dcs_level level, const dcs_dense_convolution *c, const float *matrix, float *target) {
  size_t panels = dcs_dense_panels(level, c->rows);
  for (size_t g = 0; g < c->groups; g++, matrix += c->rows * c->depth)
    for (size_t first = 0, last; first < c->depth; first = last) {
      last = least(first + c->depth_block, c->depth);
      for (size_t p = 0; p < panels; p++) {
        dcs_panel panel = panel_of(c->rows, panels, p);
        const float *source = matrix + panel.first_row * c->depth;
        for (size_t k = first; k < last; k++)
          for (size_t m = 0; m < panel.height; m++) *target++ = source[m * c->depth + k];
      }
    }
}

// MARK: Plan

static int falls_on_phase(const dcs_windows *w, ptrdiff_t phase) {
  for (ptrdiff_t kx = 0; kx < w->kernel_width; kx++)
    if (kx * w->dilation_x % w->stride_x == phase) return 1;
  return 0;
}

/// Phases that a tap falls on, below `phase`.
static size_t phases_below(const dcs_windows *w, ptrdiff_t phase) {
  size_t count = 0;
  for (ptrdiff_t p = 0; p < phase; p++) count += falls_on_phase(w, p);
  return count;
}

/// Pixels that follow each other in memory on both sides are one long row.
static void flatten(dcs_windows *w) {
  w->width *= w->height;
  w->output_width *= w->output_height;
  w->height = w->output_height = 1;
}

static void plan_stage(dcs_dense_convolution *c, size_t batch) {
  const dcs_windows *w = &c->windows;
  size_t pixels = (size_t)(w->output_height * w->output_width);
  size_t rows = least((c->column_block - 1) / (size_t)w->output_width + 2, (size_t)w->output_height);
  c->staged_images = least((c->column_block - 1) / pixels + 2, batch);
  c->row_step = w->kernel_height == 1 ? (size_t)w->stride_y : 1;
  size_t span = (size_t)((w->kernel_height - 1) * w->dilation_y) + 1;
  c->staged_rows = w->kernel_height == 1 ? rows : (rows - 1) * (size_t)w->stride_y + span;
  c->phases = phases_below(w, w->stride_x);
  c->phase_width = (size_t)(w->output_width + (w->kernel_width - 1) * w->dilation_x / w->stride_x);
  c->row_size = c->phases * c->phase_width;
  c->channel_size = c->staged_rows * c->row_size;
}

static void plan_taps(const dcs_dense_convolution *c, int32_t *taps) {
  const dcs_windows *w = &c->windows;
  for (ptrdiff_t channel = 0; channel < w->channels; channel++)
    for (ptrdiff_t ky = 0; ky < w->kernel_height; ky++)
      for (ptrdiff_t kx = 0; kx < w->kernel_width; kx++) {
        ptrdiff_t y = ky * w->dilation_y, x = kx * w->dilation_x;
        if (!c->is_staged)
          *taps++ = (int32_t)((channel * w->height + y) * w->width + x);
        else
          *taps++ = (int32_t)(
              (size_t)channel * c->channel_size + (size_t)y * c->row_size +
              phases_below(w, x % w->stride_x) * c->phase_width + (size_t)(x / w->stride_x));
      }
}

void dcs_dense_plan(dcs_level level, dcs_dense_convolution *c, size_t batch, int32_t *taps) {
  dcs_windows *w = &c->windows;
  size_t filter = (size_t)(w->kernel_height * w->kernel_width), tile = 2 * lanes_of(level);
  int is_padded = w->top || w->left || w->bottom || w->right;
  int is_pixel = filter == 1 && !is_padded;
  if (is_pixel && w->stride_x == 1 && w->stride_y == 1) flatten(w);
  size_t pixels = (size_t)(w->output_height * w->output_width);
  c->depth = (size_t)w->channels * filter;
  size_t blocks = parts_of(c->depth, DEEPEST);
  c->depth_block = least(rounded_up(parts_of(c->depth, blocks), filter), c->depth);
  c->column_block = least(
      rounded_up(BLOCK / c->depth_block + 1, tile), rounded_up(batch * pixels, tile));
  c->is_staged = is_padded || w->stride_x > 1 || (is_pixel && w->stride_y > 1);
  c->is_in_place = is_pixel && (c->rows < 64 || pixels >= 512) ;
  if (c->is_staged) plan_stage(c, batch);
  plan_taps(c, taps);
  c->taps = taps;
}

static size_t stage_size(const dcs_dense_convolution *c) {
  if (!c->is_staged) return 0;
  size_t filter = (size_t)(c->windows.kernel_height * c->windows.kernel_width);
  size_t channels = least(parts_of(c->depth_block, filter) + 1, (size_t)c->windows.channels);
  return rounded_up(c->staged_images * channels * c->channel_size + SLACK, 16);
}

size_t dcs_dense_scratch(dcs_level level, const dcs_dense_convolution *c) {
  size_t columns = c->is_in_place ? 0 : rounded_up(c->column_block, 2 * lanes_of(level));
  return stage_size(c) + rounded_up(columns * c->depth_block + SLACK, 16);
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

static void stage_row(
    const dcs_dense_convolution *c, const float *image, ptrdiff_t y, float *target,
    void (*every)(const float *, size_t, float *, size_t)) {
  const dcs_windows *w = &c->windows;
  ptrdiff_t stride = w->stride_x, width = (ptrdiff_t)c->phase_width;
  for (ptrdiff_t phase = 0; phase < stride; phase++) {
    if (!falls_on_phase(w, phase)) continue;
    // Number i of the phase is pixel i * stride + phase - left.
    ptrdiff_t first = phase < w->left ? (w->left - phase + stride - 1) / stride : 0;
    ptrdiff_t x = first * stride + phase - w->left;
    ptrdiff_t count = x < w->width ? (w->width - x + stride - 1) / stride : 0;
    if (y < 0 || y >= w->height || count <= 0) first = width;
    if (first > width) first = width;
    if (first + count > width) count = width - first;
    for (ptrdiff_t i = 0; i < first; i++) target[i] = 0;
    if (first < width) {
      every(image + y * w->width + x, (size_t)stride, target + first, (size_t)count);
      for (ptrdiff_t i = first + count; i < width; i++) target[i] = 0;
    }
    target += width;
  }
}

/// Copies the rows that columns first <= j < last need of some channels, with zeros around them.
static dcs_source stage(
    dcs_level level, const dcs_dense_convolution *c, const dcs_dense_pass *pass, const float *input,
    size_t first, size_t last, size_t first_channel, size_t last_channel, float *target) {
  const dcs_windows *w = &c->windows;
  size_t width = (size_t)w->output_width, height = (size_t)w->output_height;
  size_t plane = (size_t)(w->height * w->width), pixels = width * height;
  dcs_source source = {
    target, first / pixels, (last_channel - first_channel) * c->channel_size,
    (w->kernel_height == 1 ? 1 : (size_t)w->stride_y) * c->row_size, first % pixels / width,
    -(ptrdiff_t)(first_channel * c->channel_size)};
  for (size_t image = first / pixels; image * pixels < last; image++) {
    size_t begin = image * pixels < first ? source.first_row : 0;
    size_t end = (image + 1) * pixels <= last ? height : (last - 1) % pixels / width + 1;
    size_t rows = (end - begin - 1) * (size_t)w->stride_y / c->row_step + 1 +
                  (size_t)((w->kernel_height - 1) * w->dilation_y);
    float *row = target + (image - source.first_image) * source.image_stride;
    for (size_t channel = first_channel; channel < last_channel; channel++) {
      const float *from = input + image * pass->input_stride + channel * plane;
      float *to = row + (channel - first_channel) * c->channel_size;
      for (size_t r = 0; r < rows; r++, to += c->row_size)
        stage_row(c, from, (ptrdiff_t)(begin * (size_t)w->stride_y + r * c->row_step) - w->top, to,
                  DCS_CHOOSE(level, every));
    }
  }
  return source;
}

static dcs_source unstaged(
    const dcs_dense_convolution *c, const dcs_dense_pass *pass, const float *input, size_t first) {
  const dcs_windows *w = &c->windows;
  size_t image = first / (size_t)(w->output_height * w->output_width);
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
  size_t lanes = lanes_of(level), tile = 2 * lanes, depth = last_tap - first_tap;
  for (size_t j = first; j < last; j += tile, target += tile * depth) {
    dcs_column_copy copies[2 * WIDEST_TILE];
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
  size_t pixels = (size_t)(c->windows.output_height * c->windows.output_width);
  size_t panels = dcs_dense_panels(level, c->rows), image = first / pixels;
  size_t output = image * pass->output_stride + part->group * c->rows * pixels + first % pixels;
  size_t addend = image * pass->addend_stride + part->group * c->rows * pixels + first % pixels;
  const float *weights = c->panels + c->rows * (part->group * c->depth + first_tap);
  tile->room = pixels - first % pixels;
  for (size_t p = part->first_panel; p < part->last_panel; p++) {
    dcs_panel panel = panel_of(c->rows, panels, p);
    size_t row = part->group * c->rows + panel.first_row;
    tile->weights = weights + panel.first_row * tile->depth;
    tile->bias = c->bias ? c->bias + row : NULL;
    tile->output = pass->output + output + panel.first_row * pixels;
    tile->addend = pass->addend ? pass->addend + addend + panel.first_row * pixels : NULL;
    DCS_CHOOSE(level, tiles_of_height)(tile, panel.height);
  }
}

void dcs_dense_multiply(
    dcs_level level, const dcs_dense_convolution *c, const dcs_dense_pass *pass,
    const dcs_dense_part *part, float *scratch) {
  const dcs_windows *w = &c->windows;
  size_t filter = (size_t)(w->kernel_height * w->kernel_width), lanes = lanes_of(level);
  size_t pixels = (size_t)(w->output_height * w->output_width);
  const float *input = pass->input + part->group * (size_t)(w->channels * w->height * w->width);
  float *columns = scratch + stage_size(c);
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
        tile.column_stride = c->is_staged ? c->channel_size : (size_t)(w->height * w->width);
        tile.tile_stride = 2 * lanes;
      } else {
        write_columns_of(level, c, &source, first, last, k, end, columns);
        tile.columns = columns;
        tile.column_stride = 2 * lanes;
        tile.tile_stride = 2 * lanes * tile.depth;
      }
      multiply_block(level, c, pass, part, &tile, first, k);
    }
  }
}
