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

// Rows are short (8 floats in LeNet-5): a call of memcpy each would cost more than the copy. The last eight overlap.
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

DCS_LEVELS void dcs_image_to_columns(
    const dcs_windows *w, const float *image, float *columns, ptrdiff_t first_row, ptrdiff_t last_row) {
  ptrdiff_t stride = w->stride, width = w->output_width;
  for (ptrdiff_t c = 0; c < w->channels; c++)
    for (ptrdiff_t ky = 0; ky < w->kernel_height; ky++)
      for (ptrdiff_t kx = 0; kx < w->kernel_width; kx++) {
        ptrdiff_t offset = kx - w->padding;
        ptrdiff_t end = end_inside(offset, stride, w->width, width), first = first_inside(offset, stride);
        if (first > end) first = end;
        for (ptrdiff_t y = first_row; y < last_row; y++, columns += width) {
          ptrdiff_t input_row = y * stride + ky - w->padding;
          if (input_row < 0 || input_row >= w->height) {
            for (ptrdiff_t x = 0; x < width; x++) columns[x] = 0;
            continue;
          }
          const float *row = image + (c * w->height + input_row) * w->width;
          for (ptrdiff_t x = 0; x < first; x++) columns[x] = 0;
          if (stride == 1)
            copy_row(columns + first, row + first + offset, end - first);
          else
            for (ptrdiff_t x = first; x < end; x++) columns[x] = row[x * stride + offset];
          for (ptrdiff_t x = end; x < width; x++) columns[x] = 0;
        }
      }
}

DCS_LEVELS void dcs_add_columns_to_image(
    const dcs_windows *w, const float *columns, float *image, ptrdiff_t first_row, ptrdiff_t last_row) {
  ptrdiff_t stride = w->stride, width = w->output_width;
  for (ptrdiff_t c = 0; c < w->channels; c++)
    for (ptrdiff_t ky = 0; ky < w->kernel_height; ky++)
      for (ptrdiff_t kx = 0; kx < w->kernel_width; kx++) {
        ptrdiff_t offset = kx - w->padding;
        ptrdiff_t end = end_inside(offset, stride, w->width, width), first = first_inside(offset, stride);
        for (ptrdiff_t y = first_row; y < last_row; y++, columns += width) {
          ptrdiff_t input_row = y * stride + ky - w->padding;
          if (input_row < 0 || input_row >= w->height || first >= end) continue;
          float *row = image + (c * w->height + input_row) * w->width;
          if (stride == 1)
            add_row(row + first + offset, columns + first, end - first);
          else
            for (ptrdiff_t x = first; x < end; x++) row[x * stride + offset] += columns[x];
        }
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
