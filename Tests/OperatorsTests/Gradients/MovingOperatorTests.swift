import Operators
import Tensors
import Testing

/// What is moved is linear: central differences are exact but for rounding.
struct MovingOperatorTests {
  @Test func elementsKeepTheirOrder() throws {
    try expectGradients("Reshape", [waves([2, 3]), integers([3, 2])])
    try expectGradients("Flatten", [waves([2, 3, 2])])
    try expectGradients("Squeeze", [waves([2, 1, 3])])
    try expectGradients("Unsqueeze", [waves([2, 3]), integers([1])])
    try expectGradients("Identity", [waves([4])])
    try expectGradients("Dropout", [waves([4])])
    try expectGradients("CastLike", [waves([4]), waves([1])], by: [0])
  }

  @Test func elementsGoElsewhere() throws {
    try expectGradients("Transpose", [waves([2, 3, 2])], ["perm": .integers([2, 0, 1])])
    try expectGradients("Concat", [waves([2, 1]), waves([2, 3], 0.4)], ["axis": .integer(1)])
    try expectGradients("Split", [waves([5]), integers([2, 3])], outputs: 2)
    try expectGradients(
      "DepthToSpace", [waves([1, 4, 2, 1])], ["blocksize": .integer(2)])
    try expectGradients("ReverseSequence", [waves([3, 2]), integers([2, 3])])
  }

  @Test func elementsAreLeftOutOrRepeated() throws {
    try expectGradients(
      "Slice",
      [
        waves([4, 3]), integers([3, 0]), integers([-9, 2]), integers([0, 1]),
        integers([-2, 1]),
      ])
    try expectGradients("Gather", [waves([4, 2]), integers([1, 1, 3])])
    try expectGradients("GatherElements", [waves([2, 2]), integers([0, 0, 1, 0], [2, 2])])
    try expectGradients("GatherND", [waves([2, 2]), integers([0, 1, 0, 1], [2, 2])])
    try expectGradients("Expand", [waves([3, 1]), integers([2, 3, 4])])
    try expectGradients("Tile", [waves([2, 2]), integers([2, 3])])
    try expectGradients("Trilu", [waves([3, 3])])
    try expectGradients(
      "Compress", [waves([3, 2]), booleans([true, false, true])],
      ["axis": .integer(0)])
  }

  @Test func gapsAreFilled() throws {
    let pads = integers([1, 0, 0, 2])
    try expectGradients("Pad", [waves([2, 3]), pads, floats([7], [])], by: [0])
    for mode in ["reflect", "edge", "wrap"] {
      try expectGradients("Pad", [waves([3, 3]), pads], ["mode": .text(mode)])
    }
    try expectGradients(
      "Pad", [waves([3])], ["pads": .integers([1, 1]), "value": .number(1)], version: 2)
    try expectGradients(
      "ScatterND", [waves([4]), integers([2, 0], [2, 1]), waves([2], 0.4)])
    try expectGradients(
      "ScatterElements", [waves([3]), integers([1]), waves([1], 0.4)])
  }

  @Test func aConditionChooses() throws {
    try expectGradients(
      "Where", [booleans([true, false], [2, 1]), waves([2, 3]), waves([3], 0.4)])
  }

  /// Shapes and counts depend on no number.
  @Test func constantsHaveNone() throws {
    let found = try gradients("ConstantOfShape", [integers([2])], ["value": .tensor(floats([3]))])
    #expect(found == [nil])
  }
}
