#include "staging.h"

#include "levels.h"

// Staging: a copy of some rows of an image with the zeros around them, in which every window's
// entries lie at the same distances, and those of neighbouring windows beside each other. For a
// horizontal stride s a row is kept as s *phases*: pixels 0, s, 2 s, … then 1, s + 1, …; only those
// that a tap falls on.
//
//   copy[c, r, phase, i] = image[c, first + r * row_step, i * s + phase - left], 0 outside

/// Numbers first <= i < end of a phase are pixels x, x + stride, … of their row; the others zeros.
typedef struct {
  size_t first, end, x;
} dcs_phase;

enum { MOST_PHASES = 64 };

typedef struct {
  size_t count, width, stride;
  /// Of the image and of the copy: floats from one row to the next.
  size_t row_size, pitch;
  ptrdiff_t row_step, height;
  dcs_phase phases[MOST_PHASES];
} dcs_phases;

#define DCS_BODY "staging_body.h"
#include "lanes.h"

static int falls_on_phase(const dcs_windows *w, ptrdiff_t phase) {
  for (ptrdiff_t kx = 0; kx < w->kernel_width; kx++)
    if (kx * w->dilation_x % w->stride_x == phase) return 1;
  return 0;
}

/// Phases that a tap falls on, below `phase`.
static size_t phases_below(const dcs_windows *w, ptrdiff_t phase) {
  size_t count = 0;
  for (ptrdiff_t p = 0; p < phase; p++) count += (size_t)falls_on_phase(w, p);
  return count;
}

dcs_staging dcs_staging_of(const dcs_windows *w, size_t output_rows) {
  dcs_staging s;
  size_t span = (size_t)((w->kernel_height - 1) * w->dilation_y) + 1;
  s.row_step = w->kernel_height == 1 ? (size_t)w->stride_y : 1;
  s.rows = (output_rows - 1) * (size_t)w->stride_y / s.row_step + span;
  s.phase_width = (size_t)(w->output_width + (w->kernel_width - 1) * w->dilation_x / w->stride_x);
  s.row_size = phases_below(w, w->stride_x) * s.phase_width;
  s.channel_size = s.rows * s.row_size;
  return s;
}

void dcs_staged_taps(const dcs_windows *w, const dcs_staging *s, int32_t *taps) {
  for (size_t channel = 0; channel < (size_t)w->channels; channel++)
    for (ptrdiff_t ky = 0; ky < w->kernel_height; ky++)
      for (ptrdiff_t kx = 0; kx < w->kernel_width; kx++) {
        ptrdiff_t y = ky * w->dilation_y, x = kx * w->dilation_x;
        size_t phase = phases_below(w, x % w->stride_x);
        *taps++ = (int32_t)(
            channel * s->channel_size + (size_t)y * s->row_size + phase * s->phase_width +
            (size_t)(x / w->stride_x));
      }
}

static dcs_phase phase_of(const dcs_windows *w, ptrdiff_t phase, ptrdiff_t width) {
  ptrdiff_t stride = w->stride_x, before = w->left - phase;
  ptrdiff_t first = before > 0 ? (before + stride - 1) / stride : 0;
  ptrdiff_t x = first * stride - before;
  ptrdiff_t end = x < w->width ? first + (w->width - x + stride - 1) / stride : first;
  if (end > width) end = width;
  if (first >= end) return (dcs_phase){(size_t)width, (size_t)width, 0};
  return (dcs_phase){(size_t)first, (size_t)end, (size_t)x};
}

void dcs_stage_planes(
    dcs_level level, const dcs_windows *w, const dcs_staging *s, const float *planes, size_t count,
    size_t first_row, size_t last_row, float *target) {
  dcs_phases p = {
    .width = s->phase_width, .stride = (size_t)w->stride_x, .row_size = (size_t)w->width,
    .pitch = s->row_size, .row_step = (ptrdiff_t)s->row_step, .height = w->height};
  size_t rows = (last_row - first_row - 1) * (size_t)w->stride_y / s->row_step + 1 +
                (size_t)((w->kernel_height - 1) * w->dilation_y);
  ptrdiff_t y = (ptrdiff_t)first_row * w->stride_y - w->top;
  for (ptrdiff_t phase = 0; phase < w->stride_x; phase++) {
    if (falls_on_phase(w, phase))
      p.phases[p.count++] = phase_of(w, phase, (ptrdiff_t)s->phase_width);
    if (p.count == 0 || (p.count < MOST_PHASES && phase + 1 < w->stride_x)) continue;
    for (size_t i = 0; i < count; i++)
      DCS_CHOOSE(level, stage_rows)(
          &p, planes + i * (size_t)(w->height * w->width), y, rows, target + i * s->channel_size);
    target += p.count * p.width;
    p.count = 0;
  }
}
