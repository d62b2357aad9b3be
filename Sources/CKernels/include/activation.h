#pragma once

// What follows a sum: f(v), with v = sum + bias + addend.

typedef enum { DCS_IDENTITY, DCS_CLIP, DCS_LEAKY, DCS_HARD_SIGMOID, DCS_HARD_SWISH } dcs_activation_kind;

typedef struct {
  dcs_activation_kind kind;
  /// DCS_CLIP: min(max(v, low), high); a NaN stays one.
  float low, high;
  /// DCS_LEAKY: v < 0 ? slope v : v.
  float slope;
  /// DCS_HARD_SIGMOID: g = min(max(slope v + offset, 0), 1); DCS_HARD_SWISH: v g. A NaN stays one.
  float offset;
} dcs_activation;
