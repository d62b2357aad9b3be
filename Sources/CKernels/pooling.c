#include <math.h>
#include <string.h>

#include "CKernels.h"
#include "levels.h"

#define INLINE static inline __attribute__((always_inline))

typedef float float4 __attribute__((vector_size(16)));
typedef int int4 __attribute__((vector_size(16)));
typedef float float8 __attribute__((vector_size(32)));

/// One window, clipped to the image. `padded_area` is counted before that, clipped to the padded
/// image only.
typedef struct {
  ptrdiff_t top, bottom, left, right, padded_area;
} window;

INLINE ptrdiff_t least(ptrdiff_t a, ptrdiff_t b) { return a < b ? a : b; }

INLINE window window_at(const dcs_windows *w, ptrdiff_t y, ptrdiff_t x) {
  ptrdiff_t top = y * w->stride_y - w->top, left = x * w->stride_x - w->left;
  ptrdiff_t bottom = least(top + w->kernel_height, w->height + w->bottom);
  ptrdiff_t right = least(left + w->kernel_width, w->width + w->right);
  window result = {.padded_area = (bottom - top) * (right - left)};
  result.top = top < 0 ? 0 : top;
  result.left = left < 0 ? 0 : left;
  result.bottom = least(bottom, w->height);
  result.right = least(right, w->width);
  return result;
}

// nan wins and stays, so that a network that has diverged does not look healthy.
INLINE int replaces(float value, float largest) { return value > largest || value != value; }

/// Position of the largest value in the plane, the first of equals.
INLINE ptrdiff_t largest_in(const dcs_windows *w, const float *plane, window part) {
  ptrdiff_t best = part.top * w->width + part.left;
  for (ptrdiff_t y = part.top; y < part.bottom; y++)
    for (ptrdiff_t x = part.left; x < part.right; x++)
      if (replaces(plane[y * w->width + x], plane[best]) && plane[best] == plane[best]) best = y * w->width + x;
  return best;
}

/// Windows of 2x2 side by side, all of them inside the image: LeNet-5, VGG-16.
INLINE int is_halving(const dcs_windows *w) {
  return w->kernel_height == 2 && w->kernel_width == 2 && w->stride_y == 2 && w->stride_x == 2 && w->top == 0 &&
         w->left == 0 && 2 * w->output_height <= w->height && 2 * w->output_width <= w->width;
}

INLINE float4 larger(float4 largest, float4 value) {
  int4 mask = (value > largest) | ((value != value) & (largest == largest));
  return (float4)(((int4)value & mask) | ((int4)largest & ~mask));
}

/// The same of single numbers; without branches, so that loops of it become vectors.
INLINE float larger_of(float largest, float value) {
  return (value > largest) | ((value != value) & (largest == largest)) ? value : largest;
}

/// The four corners of four neighbouring windows.
typedef struct {
  float4 corner[4];
} four_windows;

INLINE four_windows load_windows(const float *upper, const float *lower) {
  float8 top, bottom;
  memcpy(&top, upper, 32);
  memcpy(&bottom, lower, 32);
  four_windows result = {
      {__builtin_shufflevector(top, top, 0, 2, 4, 6), __builtin_shufflevector(top, top, 1, 3, 5, 7),
       __builtin_shufflevector(bottom, bottom, 0, 2, 4, 6), __builtin_shufflevector(bottom, bottom, 1, 3, 5, 7)}};
  return result;
}

INLINE void halve_row(const float *upper, const float *lower, float *output, ptrdiff_t count) {
  ptrdiff_t x = 0;
  for (; x + 4 <= count; x += 4) {
    four_windows in = load_windows(upper + 2 * x, lower + 2 * x);
    float4 largest = in.corner[0];
    for (int i = 1; i < 4; i++) largest = larger(largest, in.corner[i]);
    memcpy(output + x, &largest, 16);
  }
  for (; x < count; x++) {
    float largest = larger_of(upper[2 * x], upper[2 * x + 1]);
    output[x] = larger_of(larger_of(largest, lower[2 * x]), lower[2 * x + 1]);
  }
}

// The largest of a window is the largest of its columns' largest: rows first, whole lines of the
// plane at once, then along the line. Windows overlap, so each column serves several of them.

/// Floats of a line with its padding: 16 KB of stack.
enum { MOST_COLUMNS = 4096 };

INLINE int fits_line(const dcs_windows *w) {
  return (w->output_width - 1) * w->stride_x + w->kernel_width + w->left <= MOST_COLUMNS;
}

/// columns[x] = the largest of plane[first <= y < last, x]; three rows, the usual number, in one go.
INLINE void largest_of_rows(
    const float *plane, ptrdiff_t width, ptrdiff_t first, ptrdiff_t last, float *columns) {
  const float *row = plane + first * width;
  if (last - first == 3) {
    for (ptrdiff_t x = 0; x < width; x++)
      columns[x] = larger_of(larger_of(row[x], row[width + x]), row[2 * width + x]);
    return;
  }
  memcpy(columns, row, width * sizeof *columns);
  for (ptrdiff_t y = first + 1; y < last; y++) {
    row += width;
    for (ptrdiff_t x = 0; x < width; x++) columns[x] = larger_of(columns[x], row[x]);
  }
}

/// output[x] = the largest of `size` columns from stride x on.
INLINE void largest_of_columns(
    const float *columns, ptrdiff_t size, ptrdiff_t stride, float *output, ptrdiff_t count) {
  if (size == 3) {
    for (ptrdiff_t x = 0; x < count; x++) {
      const float *from = columns + x * stride;
      output[x] = larger_of(larger_of(from[0], from[1]), from[2]);
    }
    return;
  }
  for (ptrdiff_t x = 0; x < count; x++) output[x] = columns[x * stride];
  for (ptrdiff_t k = 1; k < size; k++)
    for (ptrdiff_t x = 0; x < count; x++)
      output[x] = larger_of(output[x], columns[x * stride + k]);
}

INLINE void pool_line(const dcs_windows *w, const float *plane, ptrdiff_t y, float *output) {
  float columns[MOST_COLUMNS];
  ptrdiff_t end = (w->output_width - 1) * w->stride_x + w->kernel_width;
  window part = window_at(w, y, 0);
  for (ptrdiff_t x = 0; x < w->left; x++) columns[x] = -INFINITY;
  largest_of_rows(plane, w->width, part.top, part.bottom, columns + w->left);
  for (ptrdiff_t x = w->left + w->width; x < end; x++) columns[x] = -INFINITY;
  // Strides that the compiler knows become shuffles.
  if (w->stride_x == 1)
    largest_of_columns(columns, w->kernel_width, 1, output, w->output_width);
  else if (w->stride_x == 2)
    largest_of_columns(columns, w->kernel_width, 2, output, w->output_width);
  else
    largest_of_columns(columns, w->kernel_width, w->stride_x, output, w->output_width);
}

DCS_LEVELS void dcs_max_pool(
    const dcs_windows *w, const float *input, float *output, size_t planes) {
  size_t input_size = w->height * w->width, output_size = w->output_height * w->output_width;
  int is_line = fits_line(w) && w->width + w->left <= MOST_COLUMNS;
  for (size_t p = 0; p < planes; p++, input += input_size, output += output_size)
    for (ptrdiff_t y = 0; y < w->output_height; y++) {
      float *row = output + y * w->output_width;
      if (is_halving(w)) {
        const float *upper = input + 2 * y * w->width;
        halve_row(upper, upper + w->width, row, w->output_width);
      } else if (is_line) {
        pool_line(w, input, y, row);
      } else {
        for (ptrdiff_t x = 0; x < w->output_width; x++)
          row[x] = input[largest_in(w, input, window_at(w, y, x))];
      }
    }
}

/// The gradient goes to the first corner that equals the output.
INLINE void spread_row(
    const float *upper, const float *lower, const float *output, const float *gradient, float *upper_gradient,
    float *lower_gradient, ptrdiff_t count) {
  ptrdiff_t x = 0;
  for (; x + 4 <= count; x += 4) {
    four_windows in = load_windows(upper + 2 * x, lower + 2 * x);
    float4 largest, above, part[4];
    memcpy(&largest, output + x, 16);
    memcpy(&above, gradient + x, 16);
    int4 left = {-1, -1, -1, -1};
    for (int i = 0; i < 4; i++) {
      int4 takes = (in.corner[i] == largest) & left;
      part[i] = (float4)((int4)above & takes);
      left &= ~takes;
    }
    float8 top = __builtin_shufflevector(part[0], part[1], 0, 4, 1, 5, 2, 6, 3, 7);
    float8 bottom = __builtin_shufflevector(part[2], part[3], 0, 4, 1, 5, 2, 6, 3, 7);
    memcpy(upper_gradient + 2 * x, &top, 32);
    memcpy(lower_gradient + 2 * x, &bottom, 32);
  }
  for (; x < count; x++) {
    float largest = output[x];
    float *place = upper[2 * x] == largest       ? upper_gradient + 2 * x
                   : upper[2 * x + 1] == largest ? upper_gradient + 2 * x + 1
                   : lower[2 * x] == largest     ? lower_gradient + 2 * x
                                                 : lower_gradient + 2 * x + 1;
    *place = gradient[x];
  }
}

DCS_LEVELS void dcs_max_pool_backward(
    const dcs_windows *w, const float *input, const float *output, const float *output_gradient,
    float *input_gradient, size_t planes) {
  ptrdiff_t size = w->height * w->width, output_size = w->output_height * w->output_width;
  for (size_t p = 0; p < planes; p++) {
    const float *plane = input + p * size;
    float *target = input_gradient + p * size;
    memset(target, 0, size * sizeof *target);
    for (ptrdiff_t y = 0; y < w->output_height; y++) {
      ptrdiff_t place = p * output_size + y * w->output_width, start = 2 * y * w->width;
      if (is_halving(w)) {
        spread_row(
            plane + start, plane + start + w->width, output + place, output_gradient + place, target + start,
            target + start + w->width, w->output_width);
        continue;
      }
      for (ptrdiff_t x = 0; x < w->output_width; x++)
        target[largest_in(w, plane, window_at(w, y, x))] += output_gradient[place + x];
    }
  }
}

INLINE float area_of(window part, int counts_padding) {
  return (float)(counts_padding ? part.padded_area : (part.bottom - part.top) * (part.right - part.left));
}

/// One window, which is the image.
INLINE int is_whole(const dcs_windows *w) {
  return w->kernel_height == w->height && w->kernel_width == w->width && w->output_height == 1 &&
         w->output_width == 1 && w->top == 0 && w->left == 0 && w->bottom == 0 && w->right == 0;
}

DCS_LEVELS void dcs_average_pool(
    const dcs_windows *w, int counts_padding, const float *input, float *output, size_t planes) {
  if (is_whole(w)) {
    size_t size = (size_t)(w->height * w->width);
    memset(output, 0, planes * sizeof *output);
    dcs_add_plane_sums(input, output, planes, size);
    for (size_t p = 0; p < planes; p++) output[p] /= (float)size;
    return;
  }
  for (size_t p = 0; p < planes; p++, input += w->height * w->width)
    for (ptrdiff_t y = 0; y < w->output_height; y++)
      for (ptrdiff_t x = 0; x < w->output_width; x++) {
        window part = window_at(w, y, x);
        float sum = 0;
        for (ptrdiff_t i = part.top; i < part.bottom; i++)
          for (ptrdiff_t j = part.left; j < part.right; j++) sum += input[i * w->width + j];
        *output++ = sum / area_of(part, counts_padding);
      }
}

DCS_LEVELS void dcs_average_pool_backward(
    const dcs_windows *w, int counts_padding, const float *output_gradient, float *input_gradient, size_t planes) {
  for (size_t p = 0; p < planes; p++, input_gradient += w->height * w->width) {
    memset(input_gradient, 0, w->height * w->width * sizeof *input_gradient);
    for (ptrdiff_t y = 0; y < w->output_height; y++)
      for (ptrdiff_t x = 0; x < w->output_width; x++) {
        window part = window_at(w, y, x);
        float share = *output_gradient++ / area_of(part, counts_padding);
        for (ptrdiff_t i = part.top; i < part.bottom; i++)
          for (ptrdiff_t j = part.left; j < part.right; j++) input_gradient[i * w->width + j] += share;
      }
  }
}
