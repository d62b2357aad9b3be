import Operators
import Tensors
import Testing

/// onnx.TensorProto.DataType
struct ElementTypeCodesTests {
  @Test(
    arguments: zip(
      [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13],
      [
        .float32, .uint8, .int8, .uint16, .int16, .int32, .int64, .bool, .float16, .float64,
        .uint32, .uint64,
      ] as [ElementType]))
  func everyTypeHasItsCode(code: Int, type: ElementType) throws {
    let result = try run("Cast", [floats([1, 0])], ["to": .integer(code)])[0]
    #expect(result.type == type && result.numbers == [1, 0])
    #expect(try run("EyeLike", [counted([1, 1])], ["dtype": .integer(code)])[0].type == type)
  }

  /// Strings, complex numbers, the small floats.
  @Test(arguments: [0, 8, 14, 15, 16, 17, 23, -1, 1 << 40])
  func othersAreRefused(code: Int) {
    #expect(throws: OperatorError("'to' is element type \(code), which is not known")) {
      try run("Cast", [floats([1])], ["to": .integer(code)])
    }
  }
}
