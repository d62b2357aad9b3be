import Operators
import Tensors
import Testing

struct DequantizeLinearTests {
  private let bytes = TypedTensor(shape: [2], [UInt8(130), 126])

  @Test func takesTheZeroPointAway() throws {
    let result = try run(
      "DequantizeLinear", [bytes, floats([0.5], []), TypedTensor(shape: [], [UInt8(128)])])
    #expect(result == [floats([1, -1])])
  }

  @Test func typeIsTheScales() throws {
    let result = try run("DequantizeLinear", [bytes, TypedTensor(shape: [], [Float16(1)])])
    #expect(result == [TypedTensor(shape: [2], [Float16(130), 126])])
  }

  @Test func refusesOtherTypes() {
    #expect(throws: OperatorError("does not dequantize float32")) {
      try run("DequantizeLinear", [floats([1]), floats([1])])
    }
    #expect(throws: OperatorError("the zero point is of type int8, not uint8")) {
      try run("DequantizeLinear", [bytes, floats([1]), TypedTensor(shape: [], [Int8(0)])])
    }
  }
}
