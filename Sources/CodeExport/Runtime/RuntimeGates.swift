/// C for activations with a gate or a learned slope, and for products of values; x and y may be the
/// same place.
enum RuntimeGates {
  static let hardSigmoid = #"""
    static void hard_sigmoid(float slope, float offset, int32_t count, const float *x, float *y) {
      int32_t i;
      for (i = 0; i < count; i++) {
        float g = slope * x[i] + offset;
        y[i] = g < 0.0f ? 0.0f : g > 1.0f ? 1.0f : g;
      }
    }
    """#

  static let hardSwish = #"""
    static void hard_swish(int32_t count, const float *x, float *y) {
      int32_t i;
      for (i = 0; i < count; i++) {
        float v = x[i], g = v * 0.166666672f + 0.5f;
        y[i] = v * (g < 0.0f ? 0.0f : g > 1.0f ? 1.0f : g);
      }
    }
    """#

  static let silu = RuntimeElements.each("silu", "x[i] / (1.0f + exponential(-x[i]))")

  /// Near zero e^x - 1 would lose digits: Taylor's series.
  static let elu = #"""
    static void elu(float alpha, int32_t count, const float *x, float *y) {
      int32_t i;
      for (i = 0; i < count; i++) {
        float v = x[i];
        if (!(v <= 0.0f)) y[i] = v;
        else if (v > -0.125f)
          y[i] = alpha * v * (1.0f + v * (0.5f + v * (0.16666667f + v * (4.1666668e-2f
                                                              + v * 8.3333338e-3f))));
        else y[i] = alpha * (exponential(v) - 1.0f);
      }
    }
    """#

  static let prelu = #"""
    /* x where it is positive, else its channel's slope times x. */
    static void parametric_relu(const struct numbers *slope, int32_t channels, int32_t pixels,
                                const float *x, float *y) {
      int32_t c, i;
      for (c = 0; c < channels; c++) {
        float s = number(slope, (uint32_t)c);
        for (i = 0; i < pixels; i++, x++) *y++ = *x < 0.0f ? s * *x : *x;
      }
    }
    """#

  static let multiplication = #"""
    /* `size` values of x by each factor. */
    static void multiply(int32_t factors, int32_t size, const float *x, const float *factor,
                         float *y) {
      int32_t f, i;
      for (f = 0; f < factors; f++)
        for (i = 0; i < size; i++) *y++ = *x++ * factor[f];
    }
    """#
}
