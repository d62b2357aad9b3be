import Operators
import Tensors
import TestSupport
import Testing

struct DynamicQuantizationTests {
  /// -1 to 4 in 255 steps of 5/255; -1 is 51 steps below zero.
  @Test func zeroAndBothEndsAreExact() throws {
    let found = try run("DynamicQuantizeLinear", [floats([4, -1, 0, 0.01])], outputs: 3)
    #expect(found[0].numbers == [255, 0, 51, 52])
    #expect(relativeError(found[1].numbers, [5.0 / 255]) < 1e-6 && found[2].numbers == [51])
  }

  @Test func zerosHaveAnyScale() throws {
    let found = try run("DynamicQuantizeLinear", [floats([0, 0])], outputs: 3)
    #expect(found[0].numbers == [0, 0] && found[1].numbers == [1])
  }
}
