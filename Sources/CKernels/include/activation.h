#pragma once

// What follows a sum: f(v), with v = sum + bias + addend.

typedef enum { DCS_IDENTITY, DCS_CLIP, DCS_LEAKY } dcs_activation_kind;

typedef struct {
  dcs_activation_kind kind;
  /// DCS_CLIP: min(max(v, low), high); a NaN stays one.
  float low, high;
  /// DCS_LEAKY: v < 0 ? slope v : v.
  float slope;
} dcs_activation;
