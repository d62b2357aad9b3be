import Operators
import Tensors
import Testing

struct QuantizeLinearTests {
  @Test func typeMayBeAsked() throws {
    let result = try run(
      "QuantizeLinear", [floats([300]), floats([1])], ["output_dtype": .integer(5)])
    #expect(result == [TypedTensor(shape: [1], [Int16(300)])])
  }

  /// From -1 to 4: scale 5 / 255, zero at 51.
  @Test func dynamicSpansTheValues() throws {
    let result = try run("DynamicQuantizeLinear", [floats([-1, 0, 4])], outputs: 3)
    #expect(result[0] == TypedTensor(shape: [3], [UInt8(0), 51, 255]))
    #expect(result[2] == TypedTensor(shape: [], [UInt8(51)]))
  }

  @Test func refusesOtherTypes() {
    #expect(throws: OperatorError("does not quantize int64")) {
      try run("QuantizeLinear", [integers([1]), floats([1])])
    }
    #expect(throws: OperatorError("does not quantize to float32")) {
      try run("QuantizeLinear", [floats([1]), floats([1])], ["output_dtype": .integer(1)])
    }
  }
}
