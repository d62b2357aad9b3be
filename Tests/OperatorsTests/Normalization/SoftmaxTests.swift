import Operators
import Tensors
import TestSupport
import Testing

struct SoftmaxTests {
  private let logarithms = floats([0, 1.0986123], [1, 2])

  @Test func rowsSumToOne() throws {
    let result = try run("Softmax", [logarithms])[0]
    #expect(relativeError(result.numbers, [0.25, 0.75]) < 1e-6)
    #expect(
      relativeError(try run("LogSoftmax", [logarithms])[0].numbers, [-1.3862944, -0.2876821]) < 1e-6
    )
  }

  @Test func largeNumbersDoNotOverflow() throws {
    #expect(try run("Softmax", [floats([1e38, 1e38])]) == [floats([0.5, 0.5])])
  }

  /// 1 and 2^20 times e^-12: in 32 bits one after the other the answer is 0.1333.
  @Test func longRowsAreAddedUpExactly() throws {
    let row = floats([0] + [Float](repeating: -12, count: 1 << 20))
    let expected = 0.13436032  // 1 / (1 + 2^20 e^-12), by Python
    #expect(abs(try run("Softmax", [row])[0].numbers[0] / expected - 1) < 1e-6)
    #expect(abs(try run("LogSoftmax", [row])[0].numbers[0] / -2.0072301 - 1) < 1e-6)
  }

  /// 0 / 0, as ONNX Runtime 1.32 has it: [nan, nan] and [0, 1].
  @Test func aRowOfMinusInfinitiesHasNoAnswer() throws {
    let lowest = -Float.infinity
    #expect(try run("Softmax", [floats([lowest, lowest])])[0].numbers.allSatisfy(\.isNaN))
    #expect(try run("Softmax", [floats([lowest, 3])])[0].numbers == [0, 1])
  }

  /// Before opset 13 everything from axis 1 on is one row.
  @Test func oldVersionsFlatten() throws {
    let zeros = floats([0, 0, 0, 0], [1, 2, 2])
    #expect(try run("Softmax", [zeros], version: 11)[0].numbers == [0.25, 0.25, 0.25, 0.25])
    #expect(try run("Softmax", [zeros])[0].numbers == [0.5, 0.5, 0.5, 0.5])
  }
}
