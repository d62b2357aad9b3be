#include "CKernels.h"
#include "levels.h"

#define LANES 8

// Eight partial sums in double precision, so that every level of CPU adds in the same order and no
// batch is too large.
static inline __attribute__((always_inline)) void add_plane_product(
    const float *x, float x_origin, const float *y, float y_origin, size_t size, double *lanes) {
  size_t i = 0;
  for (; i + LANES <= size; i += LANES)
    for (size_t lane = 0; lane < LANES; lane++)
      lanes[lane] += (double)(x[i + lane] - x_origin) * (double)(y[i + lane] - y_origin);
  for (; i < size; i++) lanes[i % LANES] += (double)(x[i] - x_origin) * (double)(y[i] - y_origin);
}

DCS_LEVELS void dcs_channel_sums(
    const dcs_channels *c, const float *values, double *sums, size_t first, size_t last) {
  for (size_t channel = first; channel < last; channel++) {
    double lanes[LANES] = {0};
    for (size_t n = 0; n < c->batch; n++) {
      const float *plane = values + (n * c->channels + channel) * c->pixels;
      size_t i = 0;
      for (; i + LANES <= c->pixels; i += LANES)
        for (size_t lane = 0; lane < LANES; lane++) lanes[lane] += (double)plane[i + lane];
      for (; i < c->pixels; i++) lanes[i % LANES] += (double)plane[i];
    }
    sums[channel] = 0;
    for (size_t lane = 0; lane < LANES; lane++) sums[channel] += lanes[lane];
  }
}

DCS_LEVELS void dcs_channel_products(
    const dcs_channels *c, const float *x, const float *x_origin, const float *y, const float *y_origin, double *sums,
    size_t first, size_t last) {
  for (size_t channel = first; channel < last; channel++) {
    double lanes[LANES] = {0};
    for (size_t n = 0; n < c->batch; n++) {
      size_t start = (n * c->channels + channel) * c->pixels;
      add_plane_product(x + start, x_origin[channel], y + start, y_origin[channel], c->pixels, lanes);
    }
    sums[channel] = 0;
    for (size_t lane = 0; lane < LANES; lane++) sums[channel] += lanes[lane];
  }
}

DCS_LEVELS void dcs_channel_combination(
    const dcs_channels *c, const float *x, const float *x_factor, const float *x_origin, const float *y,
    const float *y_factor, const float *constant, float *output, size_t first, size_t last) {
  for (size_t n = first; n < last; n++)
    for (size_t channel = 0; channel < c->channels; channel++) {
      size_t start = (n * c->channels + channel) * c->pixels;
      float a = x_factor[channel], origin = x_origin[channel], b = y_factor[channel], k = constant[channel];
      for (size_t i = start; i < start + c->pixels; i++) output[i] = a * (x[i] - origin) + (b * y[i] + k);
    }
}
