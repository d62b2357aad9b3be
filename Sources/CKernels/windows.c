#include <string.h>

#include "CKernels.h"
#include "levels.h"

#define INLINE static inline __attribute__((always_inline))

typedef float float8 __attribute__((vector_size(32)));

// Positions 0 <= i < count of the output whose input i * stride + offset lies inside 0 ..< extent.
INLINE ptrdiff_t first_inside(ptrdiff_t offset, ptrdiff_t stride) {
  return offset >= 0 ? 0 : (stride - 1 - offset) / stride;
}

INLINE ptrdiff_t end_inside(ptrdiff_t offset, ptrdiff_t stride, ptrdiff_t extent, ptrdiff_t count) {
  if (offset >= extent) return 0;
  ptrdiff_t end = (extent - offset + stride - 1) / stride;
  return end < count ? end : count;
}

// Rows are short (8 floats in LeNet-5): a call of memcpy each would cost more than the copy. The
// last eight overlap.
INLINE void copy_row(float *target, const float *source, ptrdiff_t count) {
  if (count < 8) {
    for (ptrdiff_t i = 0; i < count; i++) target[i] = source[i];
    return;
  }
  for (ptrdiff_t i = 0; i + 8 <= count; i += 8) memcpy(target + i, source + i, 32);
  if (count & 7) memcpy(target + count - 8, source + count - 8, 32);
}

INLINE void add_row(float *target, const float *source, ptrdiff_t count) {
  ptrdiff_t i = 0;
  for (; i + 8 <= count; i += 8) {
    float8 sum, term;
    memcpy(&sum, target + i, 32);
    memcpy(&term, source + i, 32);
    sum += term;
    memcpy(target + i, &sum, 32);
  }
  for (; i < count; i++) target[i] += source[i];
}

/// What one place of the kernel sees: the output rows and columns whose input lies inside the
/// image.
typedef struct {
  ptrdiff_t first_row, end_row, first, end, width;
  /// From the start of the image's plane to the input of output row 0, column 0; maybe outside.
  ptrdiff_t start, step;
} part;

INLINE part part_at(const dcs_windows *w, ptrdiff_t ky, ptrdiff_t kx, ptrdiff_t first_row, ptrdiff_t last_row) {
  ptrdiff_t x = kx * w->dilation_x - w->left, y = ky * w->dilation_y - w->top, width = w->output_width;
  part p = {first_inside(y, w->stride_y), end_inside(y, w->stride_y, w->height, last_row),
            first_inside(x, w->stride_x), end_inside(x, w->stride_x, w->width, width), width,
            y * w->width + x, w->stride_y * w->width};
  if (p.first_row < first_row) p.first_row = first_row;
  if (p.end_row < first_row) p.end_row = first_row;
  if (p.first_row > p.end_row) p.first_row = p.end_row;
  if (p.first > p.end) p.first = p.end;
  return p;
}

/// Nothing is clipped and a row is a multiple of eight floats, as in LeNet-5: a quarter faster.
INLINE int is_whole(part p, ptrdiff_t stride, ptrdiff_t first_row, ptrdiff_t last_row) {
  return stride == 1 && p.width % 8 == 0 && p.first == 0 && p.end == p.width && p.first_row == first_row &&
         p.end_row == last_row;
}

INLINE void copy_place(part p, const float *plane, float *columns, ptrdiff_t first) {
  for (ptrdiff_t y = p.first_row; y < p.end_row; y++)
    for (ptrdiff_t x = 0; x < p.width; x += 8)
      memcpy(columns + (y - first) * p.width + x, plane + (p.start + y * p.step + x), 32);
}

/// Rows `first` to `last` of one place of the kernel.
INLINE void fill_place(part p, ptrdiff_t stride, const float *plane, float *columns, ptrdiff_t first, ptrdiff_t last) {
  memset(columns, 0, (p.first_row - first) * p.width * sizeof *columns);
  memset(columns + (p.end_row - first) * p.width, 0, (last - p.end_row) * p.width * sizeof *columns);
  for (ptrdiff_t y = p.first_row; y < p.end_row; y++) {
    float *row = columns + (y - first) * p.width;
    const float *source = plane + (p.start + y * p.step + p.first * stride);
    for (ptrdiff_t x = 0; x < p.first; x++) row[x] = 0;
    if (stride == 1)
      copy_row(row + p.first, source, p.end - p.first);
    else
      for (ptrdiff_t x = p.first; x < p.end; x++) row[x] = source[(x - p.first) * stride];
    for (ptrdiff_t x = p.end; x < p.width; x++) row[x] = 0;
  }
}

DCS_LEVELS void dcs_image_to_columns(
    const dcs_windows *w, const float *image, float *columns, ptrdiff_t first_row, ptrdiff_t last_row) {
  for (ptrdiff_t c = 0; c < w->channels; c++, image += w->height * w->width)
    for (ptrdiff_t ky = 0; ky < w->kernel_height; ky++)
      for (ptrdiff_t kx = 0; kx < w->kernel_width; kx++) {
        part p = part_at(w, ky, kx, first_row, last_row);
        if (is_whole(p, w->stride_x, first_row, last_row))
          copy_place(p, image, columns, first_row);
        else
          fill_place(p, w->stride_x, image, columns, first_row, last_row);
        columns += (last_row - first_row) * w->output_width;
      }
}

INLINE void add_place(part p, ptrdiff_t stride, const float *columns, float *plane, ptrdiff_t first) {
  for (ptrdiff_t y = p.first_row; y < p.end_row; y++) {
    const float *row = columns + (y - first) * p.width;
    float *target = plane + (p.start + y * p.step + p.first * stride);
    if (stride == 1)
      add_row(target, row + p.first, p.end - p.first);
    else
      for (ptrdiff_t x = p.first; x < p.end; x++) target[(x - p.first) * stride] += row[x];
  }
}

DCS_LEVELS void dcs_add_columns_to_image(
    const dcs_windows *w, const float *columns, float *image, ptrdiff_t first_row, ptrdiff_t last_row) {
  for (ptrdiff_t c = 0; c < w->channels; c++, image += w->height * w->width)
    for (ptrdiff_t ky = 0; ky < w->kernel_height; ky++)
      for (ptrdiff_t kx = 0; kx < w->kernel_width; kx++) {
        add_place(part_at(w, ky, kx, first_row, last_row), w->stride_x, columns, image, first_row);
        columns += (last_row - first_row) * w->output_width;
      }
}

DCS_LEVELS void dcs_add_plane_bias(float *values, const float *bias, size_t planes, size_t size) {
  for (size_t p = 0; p < planes; p++)
    for (size_t i = 0; i < size; i++) values[p * size + i] += bias[p];
}

// Sixteen partial sums, so that every level of CPU adds in the same order.
DCS_LEVELS void dcs_add_plane_sums(const float *values, float *sums, size_t planes, size_t size) {
  for (size_t p = 0; p < planes; p++) {
    const float *plane = values + p * size;
    float lanes[16] = {0};
    size_t i = 0;
    for (; i + 16 <= size; i += 16)
      for (size_t lane = 0; lane < 16; lane++) lanes[lane] += plane[i + lane];
    for (; i < size; i++) lanes[i & 15] += plane[i];
    float sum = 0;
    for (size_t lane = 0; lane < 16; lane++) sum += lanes[lane];
    sums[p] += sum;
  }
}
