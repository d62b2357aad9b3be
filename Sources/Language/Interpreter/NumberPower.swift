import Glibc

enum NumberPower {
  /// C's `pow`: 0^0 is 1, a negative base with a broken exponent is nan.
  static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
}
