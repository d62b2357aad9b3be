import Operators
import Tensors
import Testing

struct MaxPoolTests {
  private let image = floats([1, 5, 3, 2, 4, 4], [1, 1, 2, 3])

  @Test func givesTheLargestAndItsPlace() throws {
    let result = try run(
      "MaxPool", [image], ["kernel_shape": .integers([2, 2])], version: 12, outputs: 2)
    #expect(result == [floats([5, 5], [1, 1, 1, 2]), integers([1, 1], [1, 1, 1, 2])])
  }

  /// Row 1, column 1 is number 1 + 1 · 2; the first of equals counts.
  @Test func placesMayCountDownColumns() throws {
    let result = try run(
      "MaxPool", [floats([1, 2, 3, 4, 9, 9], [1, 1, 2, 3])],
      ["kernel_shape": .integers([2, 3]), "storage_order": .integer(1)], outputs: 2)
    #expect(result[1] == integers([3], [1, 1, 1, 1]))
  }

  @Test func lastWindowMayHangOver() throws {
    let row = floats([1, 2, 3], [1, 1, 3])
    let settings: [String: OperatorNode.Attribute] = [
      "kernel_shape": .integers([2]), "strides": .integers([2]),
    ]
    #expect(try run("MaxPool", [row], settings) == [floats([2], [1, 1, 1])])
    #expect(
      try run("MaxPool", [row], settings.merging(["ceil_mode": .integer(1)]) { $1 })
        == [floats([2, 3], [1, 1, 2])])
  }

  @Test func bytesArePooled() throws {
    let bytes = TypedTensor(shape: [1, 1, 3], [Int8(-3), -2, -5])
    let result = try run(
      "MaxPool", [bytes], ["kernel_shape": .integers([2]), "pads": .integers([1, 0])])
    #expect(result == [TypedTensor(shape: [1, 1, 3], [Int8(-3), -2, -2])])
  }

  @Test func refusesWhatIsNoImage() {
    #expect(throws: OperatorError("shape [2, 2] is not one of images")) {
      try run("MaxPool", [counted([2, 2])], ["kernel_shape": .integers([1])])
    }
    #expect(throws: OperatorError("'kernel_shape' is missing")) { try run("MaxPool", [image]) }
    #expect(throws: OperatorError("does not pool elements of type int64")) {
      try run("MaxPool", [integers([1], [1, 1, 1])], ["kernel_shape": .integers([1])])
    }
  }
}
