/// C for layers that treat each value alone, or nearly so; x and y may be the same place.
enum RuntimeElements {
  /// A function that computes `value` of each x[i]. `parameters` stand before the count, each with
  /// a comma behind it.
  static func each(_ name: String, _ value: String, parameters: String = "") -> String {
    """
    static void \(name)(\(parameters)int32_t count, const float *x, float *y) {
      int32_t i;
      for (i = 0; i < count; i++) y[i] = \(value);
    }
    """
  }

  static let relu = each("relu", "x[i] < 0.0f ? 0.0f : x[i]")

  static let leakyRelu = each(
    "leaky_relu", "x[i] > 0.0f ? x[i] : slope * x[i]", parameters: "float slope, ")

  static let clip = each(
    "clip", "x[i] < low ? low : x[i] > high ? high : x[i]", parameters: "float low, float high, ")

  /// Cody and Waite's reduction, x = k ln 2 + r, and the polynomial of the Cephes library (expf,
  /// Moshier 1989).
  static let exponential = #"""
    /* e^x to about 2^-23 of itself; 0 below -87, infinite above 88. */
    static float exponential(float x) {
      union {
        uint32_t bits;
        float value;
      } power;
      int32_t k;
      float r, p;
      if (x < -87.0f) return 0.0f;
      if (!(x <= 88.0f)) {
        power.bits = 0x7F800000u;
        return x * power.value;   /* nan stays nan */
      }
      k = (int32_t)(x * 1.44269504f + (x < 0.0f ? -0.5f : 0.5f));
      r = x - (float)k * 0.693359375f - (float)k * -2.12194440e-4f;
      p = 1.9875691500e-4f * r + 1.3981999507e-3f;
      p = ((p * r + 8.3334519073e-3f) * r + 4.1665795894e-2f) * r + 1.6666665459e-1f;
      p = ((p * r + 5.0000001201e-1f) * r * r + r) + 1.0f;
      power.bits = (uint32_t)(k + 127) << 23;
      return p * power.value;
    }
    """#

  static let sigmoid = each("sigmoid", "1.0f / (1.0f + exponential(-x[i]))")

  /// Near zero the quotient would lose digits: Cephes' polynomial (tanhf).
  static let tanh = #"""
    static void hyperbolic_tangent(int32_t count, const float *x, float *y) {
      int32_t i;
      for (i = 0; i < count; i++) {
        float v = x[i], z = v * v;
        float p = (-5.70498872745e-3f * z + 2.06390887954e-2f) * z - 5.37397155531e-2f;
        p = (p * z + 1.33314422036e-1f) * z;
        y[i] = z < 0.390625f ? (p - 3.33332819422e-1f) * z * v + v
                             : 1.0f - 2.0f / (exponential(2.0f * v) + 1.0f);
      }
    }
    """#

  static let softmax = #"""
    /* Probabilities over the first extent, for each pixel. */
    static void softmax(int32_t classes, int32_t pixels, const float *x, float *y) {
      int32_t c, i;
      for (i = 0; i < pixels; i++) {
        float largest = x[i], sum = 0.0f;
        for (c = 1; c < classes; c++)
          if (x[c * pixels + i] > largest) largest = x[c * pixels + i];
        for (c = 0; c < classes; c++)
          sum += y[c * pixels + i] = exponential(x[c * pixels + i] - largest);
        for (c = 0; c < classes; c++) y[c * pixels + i] /= sum;
      }
    }
    """#

  static let copy = each("copy", "x[i]")

  static let addition = #"""
    static void add(int32_t count, const float *x, float *y) {
      int32_t i;
      for (i = 0; i < count; i++) y[i] += x[i];
    }
    """#
}
