import Operators
import Tensors
import Testing

struct QuantizedConvolutionTests {
  private let image = TypedTensor(shape: [1, 1, 3], [UInt8(2), 3, 4])
  private let kernel = TypedTensor(shape: [1, 1, 2], [UInt8(1), 2])
  private let one = TypedTensor(shape: [], [UInt8(1)])
  private let none = TypedTensor(shape: [], [UInt8(0)])

  /// Padding stands for zero, which is the zero point.
  @Test func paddingIsTheZeroPoint() throws {
    let result = try run("ConvInteger", [image, kernel, one], ["pads": .integers([1, 0])])
    #expect(result == [TypedTensor(shape: [1, 1, 3], [Int32(2), 5, 8])])
  }

  /// Deep enough that floats would round: 300 products of 255 · 255.
  @Test func deepSumsAreExact() throws {
    let bytes = TypedTensor(shape: [1, 300, 1], [UInt8](repeating: 255, count: 300))
    let result = try run("ConvInteger", [bytes, bytes])
    #expect(result == [TypedTensor(shape: [1, 1, 1], [Int32(255 * 255 * 300)])])
  }

  /// (sum + bias) · 0.5 · 1 / 2 + 1: 8 / 4, 11 / 4 rounds to 3.
  @Test func scalesAndRounds() throws {
    let result = try run(
      "QLinearConv",
      [
        image, floats([0.5], []), none, kernel, floats([1]), none, floats([2], []), one,
        TypedTensor(shape: [1], [Int32(0)]),
      ])
    #expect(result == [TypedTensor(shape: [1, 1, 2], [UInt8(3), 4])])
  }
}
