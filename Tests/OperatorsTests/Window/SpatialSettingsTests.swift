import Operators
import Tensors
import Testing

struct SpatialSettingsTests {
  private let ones = floats([1, 1, 1], [1, 1, 3])

  private func sums(_ attributes: [String: OperatorNode.Attribute]) throws -> [Double] {
    try run("Conv", [floats([1, 2, 3, 4], [1, 1, 4]), ones], attributes)[0].numbers
  }

  @Test func paddingIsZeros() throws {
    #expect(try sums([:]) == [6, 9])
    #expect(try sums(["pads": .integers([2, 0])]) == [1, 3, 6, 9])
    #expect(try sums(["auto_pad": .text("VALID")]) == [6, 9])
  }

  /// Two windows of stride 3 span 6 places: two zeros, one on each side; of stride 2 five: one.
  @Test func samePaddingGoesToOneSideFirst() throws {
    let stride = OperatorNode.Attribute.integers([2])
    #expect(try sums(["auto_pad": .text("SAME_UPPER"), "strides": stride]) == [6, 7])
    #expect(try sums(["auto_pad": .text("SAME_LOWER"), "strides": stride]) == [3, 9])
  }

  @Test func refusesWhatDoesNotFit() {
    #expect(throws: OperatorError("a kernel [3] does not fit an image [2]")) {
      try run("Conv", [counted([1, 1, 2]), ones])
    }
    #expect(throws: OperatorError("kernel, strides and dilations are not positive, or too large")) {
      try sums(["strides": .integers([0])])
    }
    #expect(throws: OperatorError("pads [1] are not of 1 dimensions")) {
      try sums(["pads": .integers([1])])
    }
    #expect(throws: OperatorError("kernel_shape [2] is not that of the weights [3]")) {
      try sums(["kernel_shape": .integers([2])])
    }
    #expect(throws: OperatorError("auto_pad='SAME' is not possible")) {
      try sums(["auto_pad": .text("SAME")])
    }
  }
}
