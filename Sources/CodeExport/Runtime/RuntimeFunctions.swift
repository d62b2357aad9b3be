/// C for functions of one value that a processor without a library does not have.
enum RuntimeFunctions {
  static let squareRoot = #"""
    /* Newton's steps from half the exponent. */
    static float square_root(float x) {
      union {
        uint32_t bits;
        float value;
      } y;
      int i;
      if (!(x > 0.0f)) return x == 0.0f ? x : (x - x) / (x - x);
      y.value = x;
      if (y.bits >= 0x7F800000u) return x;
      y.bits = (y.bits >> 1) + 0x1FC00000u;
      for (i = 0; i < 4; i++) y.value = 0.5f * (y.value + x / y.value);
      return y.value;
    }
    """#

  static let squareRoots = RuntimeElements.each("square_roots", "square_root(x[i])")

  static let logarithm = #"""
    /* x = 2^k m with m near 1, log m = 2 (s + s^3 / 3 + s^5 / 5 ...) with s = (m - 1) / (m + 1). */
    static float logarithm(float x) {
      union {
        uint32_t bits;
        float value;
      } m;
      int32_t k = 0;
      float s, q;
      if (!(x > 0.0f)) {
        m.bits = x == 0.0f ? 0xFF800000u : 0x7FC00000u;   /* -infinity, or no number */
        return m.value;
      }
      if (x < 1.17549435e-38f) {
        x *= 8388608.0f;
        k = -23;
      }
      m.value = x;
      if (m.bits >= 0x7F800000u) return x;
      k += (int32_t)(m.bits >> 23) - 127;
      m.bits = (m.bits & 0x007FFFFFu) | 0x3F800000u;
      if (m.value > 1.41421356f) {
        m.value *= 0.5f;
        k++;
      }
      s = (m.value - 1.0f) / (m.value + 1.0f);
      q = s * s;
      q = ((0.222222222f * q + 0.285714286f) * q + 0.4f) * q + 0.666666667f;
      return (float)k * 0.693147181f + s * (s * s * q + 2.0f);
    }
    """#

  static let logarithms = RuntimeElements.each("logarithms", "logarithm(x[i])")

  static let exponentials = RuntimeElements.each("exponentials", "exponential(x[i])")

  static let reciprocals = RuntimeElements.each("reciprocals", "1.0f / x[i]")

  static let squares = RuntimeElements.each("squares", "x[i] * x[i]")

  static let negative = RuntimeElements.each("negative", "-x[i]")

  static let absolute = RuntimeElements.each("absolute", "x[i] < 0.0f ? -x[i] : x[i]")

  /// Abramowitz and Stegun 7.1.26, to 1.5e-7; near zero the series, which keeps digits.
  static let errorValue = #"""
    static float error_value(float x) {
      float v = x < 0.0f ? -x : x, t, q, p;
      if (v < 0.25f) {
        q = x * x;
        p = ((q / 216.0f - 0.0238095238f) * q + 0.1f) * q - 0.333333333f;
        return 1.12837917f * x * (1.0f + q * p);
      }
      t = 1.0f / (1.0f + 0.3275911f * v);
      p = ((1.061405429f * t - 1.453152027f) * t + 1.421413741f) * t - 0.284496736f;
      q = 1.0f - (p * t + 0.254829592f) * t * exponential(-v * v);
      return x < 0.0f ? -q : q;
    }
    """#

  static let errorFunction = RuntimeElements.each("error_function", "error_value(x[i])")

  static let gelu = RuntimeElements.each(
    "gelu", "0.5f * x[i] * (1.0f + error_value(x[i] * 0.707106781f))")

  static let softplus = #"""
    static void softplus(int32_t count, const float *x, float *y) {
      int32_t i;
      for (i = 0; i < count; i++) {
        float v = x[i] < 0.0f ? -x[i] : x[i];
        y[i] = (x[i] > 0.0f ? x[i] : 0.0f) + logarithm(1.0f + exponential(-v));
      }
    }
    """#
}
