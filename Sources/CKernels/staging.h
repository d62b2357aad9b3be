#pragma once

#include "CKernels.h"

/// Extents of the copy for windows over one image, of so many output rows.
dcs_staging dcs_staging_of(const dcs_windows *windows, size_t output_rows);

/// From where a window begins to its entry under each tap of channel 0, 1, …
void dcs_staged_taps(const dcs_windows *windows, const dcs_staging *staging, int32_t *taps);

/// From the window of one output row to the one below it.
static inline size_t dcs_staged_row_stride(const dcs_windows *w, const dcs_staging *s) {
  return (w->kernel_height == 1 ? 1 : (size_t)w->stride_y) * s->row_size;
}

/// Copies what output rows first_row <= y < last_row read of `count` channels. Up to 64 floats
/// behind a plane are read, and as many behind the copy are written.
void dcs_stage_planes(
    dcs_level level, const dcs_windows *windows, const dcs_staging *staging, const float *planes,
    size_t count, size_t first_row, size_t last_row, float *target);
