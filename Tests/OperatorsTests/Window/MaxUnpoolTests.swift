import Operators
import Tensors
import Testing

struct MaxUnpoolTests {
  private func unpooled(_ places: [Int64], shape: [Int64]? = nil) throws -> TypedTensor {
    try run(
      "MaxUnpool",
      [floats([5, 7], [1, 1, 2]), integers(places, [1, 1, 2]), shape.map { integers($0) }],
      ["kernel_shape": .integers([2]), "strides": .integers([2])])[0]
  }

  @Test func putsValuesBack() throws {
    #expect(try unpooled([1, 2]) == floats([0, 5, 7, 0], [1, 1, 4]))
    #expect(try unpooled([1, 2], shape: [1, 1, 5]) == floats([0, 5, 7, 0, 0], [1, 1, 5]))
  }

  @Test func refusesPlacesBeyondTheOutput() {
    #expect(throws: OperatorError("places do not fit an output [1, 1, 4]")) {
      try unpooled([1, 4])
    }
    #expect(throws: OperatorError("place 3 is beyond the output [1, 1, 3]")) {
      try unpooled([1, 3], shape: [1, 1, 3])
    }
  }
}
