import Operators
import Tensors
import Testing

struct ResizeTests {
  private let row = floats([1, 3], [2])

  private func resized(_ attributes: [String: OperatorNode.Attribute], scale: Float = 2) throws
    -> [Double]
  {
    try run("Resize", [row, nil, floats([scale])], attributes)[0].numbers
  }

  @Test func linearBlendsNeighbours() throws {
    #expect(try resized(["mode": .text("linear")]) == [1, 1.5, 2.5, 3])
  }

  @Test func nearestKeepsEveryType() throws {
    let numbers = integers([7, 9])
    #expect(try run("Resize", [numbers, nil, floats([2])]) == [integers([7, 7, 9, 9])])
  }

  /// Every output reads the middle of the cropped half: beyond the image is the one value.
  @Test func cropsMayLeaveTheImage() throws {
    let result = try run(
      "Resize", [row, floats([0, 2]), nil, integers([3])],
      [
        "mode": .text("linear"), "coordinate_transformation_mode": .text("tf_crop_and_resize"),
        "extrapolation_value": .number(9),
      ])
    #expect(result == [floats([1, 3, 9])])
  }

  @Test func refusesTypesThatCannotBeBlended() {
    #expect(throws: OperatorError("does not blend elements of type int64")) {
      try run("Resize", [integers([1]), nil, floats([2])], ["mode": .text("linear")])
    }
    #expect(throws: OperatorError("mode='area' is not possible")) {
      try resized(["mode": .text("area")])
    }
  }
}
