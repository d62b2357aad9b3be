import Operators
import Tensors
import Testing

struct QuantizationBlocksTests {
  private let x = counted([2, 4])

  private func quantized(_ scales: TypedTensor, _ attributes: [String: OperatorNode.Attribute])
    throws -> [Double]
  {
    try run("QuantizeLinear", [x, scales], attributes)[0].numbers
  }

  @Test func scalesMayBelongToAnAxis() throws {
    #expect(
      try quantized(floats([1, 2]), ["axis": .integer(0)]) == [0, 1, 2, 3, 2, 2, 3, 4])
  }

  @Test func scalesMayBelongToBlocks() throws {
    #expect(
      try quantized(
        floats([1, 0.5, 1, 0.25], [2, 2]), ["axis": .integer(1), "block_size": .integer(2)])
        == [0, 1, 4, 6, 4, 5, 24, 28])
  }

  @Test func refusesScalesThatDoNotFit() {
    #expect(throws: OperatorError("scales [3] do not fit axis 1 of [2, 4]")) {
      try quantized(counted([3]), [:])
    }
    #expect(throws: OperatorError("scales [2, 3] are not [2, 2] as blocks of 2 need")) {
      try quantized(counted([2, 3]), ["block_size": .integer(2)])
    }
    #expect(throws: OperatorError("8-bit floats are not possible")) {
      try quantized(floats([1]), ["output_dtype": .integer(17)])
    }
  }
}
