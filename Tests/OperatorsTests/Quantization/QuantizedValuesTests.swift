import Operators
import Tensors
import Testing

struct QuantizedValuesTests {
  /// Half to even, then kept within the type.
  @Test func roundsAndSaturates() throws {
    let result = try run(
      "QuantizeLinear",
      [
        floats([0.5, 1.5, 2.5, 999, -999, .nan]), floats([1], []),
        TypedTensor(shape: [], [Int8(1)]),
      ])
    #expect(result == [TypedTensor(shape: [6], [Int8(1), 3, 3, 127, -128, 1])])
  }
}
