#include "staging.h"

#include "levels.h"

// Depthwise convolution: every channel of the input has `multiplier` filters of its own, so that
// there is no product of matrices in it. Planes are staged one at a time (staging.c) and stay in
// the first cache while their filters pass.

typedef struct {
  /// [depth]
  const float *weights;
  const int32_t *taps;
  size_t depth;
  /// Height of the filter where taps below each other are one output row apart; else 0.
  size_t tall;
  float bias;
  dcs_activation activation;
  /// The window of output (y, x) begins at image[y * row_stride + x].
  const float *image;
  size_t row_stride;
  /// [height, width]; `addend` may be NULL.
  size_t height, width;
  float *output;
  const float *addend;
} dcs_depthwise_plane;

#define DCS_BODY "depthwise_body.h"
#include "lanes.h"

void dcs_depthwise_plan(dcs_depthwise *d, int32_t *taps) {
  d->windows.channels = 1;
  d->staging = dcs_staging_of(&d->windows, (size_t)d->windows.output_height);
  dcs_staged_taps(&d->windows, &d->staging, taps);
  d->taps = taps;
}

/// Channels that are staged at a time: they stay in the first cache.
static size_t block_of(const dcs_depthwise *d) {
  enum { FLOATS = 4096 };
  size_t count = FLOATS / d->staging.channel_size;
  return count < 1 ? 1 : count < d->channels ? count : d->channels;
}

size_t dcs_depthwise_scratch(const dcs_depthwise *d) {
  enum { SLACK = 64 };
  return (block_of(d) * d->staging.channel_size + SLACK + 15) / 16 * 16;
}

/// The filters of one channel of one image.
static void multiply_plane(
    dcs_level level, const dcs_depthwise *d, const dcs_dense_pass *pass, size_t image,
    size_t channel, dcs_depthwise_plane *plane) {
  size_t pixels = plane->height * plane->width;
  for (size_t row = channel * d->multiplier; row < (channel + 1) * d->multiplier; row++) {
    plane->weights = d->weights + row * plane->depth;
    plane->bias = d->bias ? d->bias[row] : 0;
    plane->output = pass->output + image * pass->output_stride + row * pixels;
    plane->addend =
        pass->addend ? pass->addend + image * pass->addend_stride + row * pixels : NULL;
    DCS_CHOOSE(level, depthwise)(plane);
  }
}

void dcs_depthwise_multiply(
    dcs_level level, const dcs_depthwise *d, const dcs_dense_pass *pass, size_t first, size_t last,
    float *scratch) {
  const dcs_windows *w = &d->windows;
  dcs_depthwise_plane plane = {
    .taps = d->taps, .depth = (size_t)(w->kernel_height * w->kernel_width),
    .activation = d->activation, .row_stride = dcs_staged_row_stride(w, &d->staging),
    .height = (size_t)w->output_height, .width = (size_t)w->output_width};
  if (w->stride_y == w->dilation_y) plane.tall = (size_t)w->kernel_height;
  for (size_t i = first, count; i < last; i += count) {
    size_t image = i / d->channels, channel = i % d->channels;
    count = d->channels - channel < last - i ? d->channels - channel : last - i;
    if (count > block_of(d)) count = block_of(d);
    const float *input = pass->input + image * pass->input_stride;
    dcs_stage_planes(
        level, w, &d->staging, input + channel * (size_t)(w->height * w->width), count, 0,
        plane.height, scratch);
    for (size_t c = 0; c < count; c++) {
      plane.image = scratch + c * d->staging.channel_size;
      multiply_plane(level, d, pass, image, channel + c, &plane);
    }
  }
}
