#include "CKernels.h"
#include "levels.h"

// values[i] = f(values[i] + addend[i]); the sum first, then the function, each rounded once.

DCS_LEVELS static void add(const float *addend, float *values, size_t count) {
  for (size_t i = 0; i < count; i++) values[i] += addend[i];
}

// Comparisons that fail for a nan keep it: a network that has diverged must not look healthy.
DCS_LEVELS static void clip(float low, float high, float *values, size_t count) {
  for (size_t i = 0; i < count; i++) {
    float v = values[i];
    v = v < low ? low : v;
    values[i] = v > high ? high : v;
  }
}

DCS_LEVELS static void leak(float slope, float *values, size_t count) {
  for (size_t i = 0; i < count; i++) {
    float v = values[i];
    values[i] = v < 0 ? slope * v : v;
  }
}

DCS_LEVELS static void gate(float slope, float offset, float *values, size_t count) {
  for (size_t i = 0; i < count; i++) {
    float g = slope * values[i] + offset;
    g = g < 0 ? 0 : g;
    values[i] = g > 1 ? 1 : g;
  }
}

DCS_LEVELS static void multiply_by_gate(float slope, float offset, float *values, size_t count) {
  for (size_t i = 0; i < count; i++) {
    float v = values[i], g = slope * v + offset;
    g = g < 0 ? 0 : g;
    values[i] = v * (g > 1 ? 1 : g);
  }
}

void dcs_finish(const dcs_activation *f, const float *addend, float *values, size_t count) {
  if (addend) add(addend, values, count);
  if (f->kind == DCS_CLIP) clip(f->low, f->high, values, count);
  if (f->kind == DCS_LEAKY) leak(f->slope, values, count);
  if (f->kind == DCS_HARD_SIGMOID) gate(f->slope, f->offset, values, count);
  if (f->kind == DCS_HARD_SWISH) multiply_by_gate(f->slope, f->offset, values, count);
}
