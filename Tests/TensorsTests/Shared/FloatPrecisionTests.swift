import Tensors
import Testing

struct FloatPrecisionTests {
  /// `float(numpy.float16(numpy.float32(v)))`: ties go to the even neighbour (1 + 2^-11 down, 1 + 3
  /// · 2^-11 up), 65520 and more overflow, less than half of 2^-24 vanishes.
  @Test(
    arguments: [
      (0.1, 0.0999755859375), (1.00048828125, 1), (1.00146484375, 1.001953125), (65504, 65504),
      (65519.996, 65504),
      (65520, .infinity), (-65520, -.infinity), (1e-8, 0), (6e-8, 5.960464477539063e-08),
      (8.940696716308594e-08, 1.1920928955078125e-07),
    ] as [(Float, Float)])
  func halvesRoundToTheNearestAndToEven(value: Float, expected: Float) {
    #expect(FloatPrecision.float16.rounded(value) == expected)
  }

  @Test func thirtyTwoBitsKeepEverything() {
    #expect(FloatPrecision.float32.rounded(0.1) == 0.1)
    #expect(FloatPrecision.float32.rounded(.greatestFiniteMagnitude) == .greatestFiniteMagnitude)
  }

  @Test func theRawValueIsTheNumberOfBits() {
    #expect(FloatPrecision(rawValue: 16) == .float16)
    #expect(FloatPrecision(rawValue: 8) == nil)
  }
}
