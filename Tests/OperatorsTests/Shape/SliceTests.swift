import Operators
import Tensors
import Testing

struct SliceTests {
  /// Python's list(range(6))[start:end:step].
  @Test(
    arguments: [
      (1, 4, 1, [1, 2, 3]), (0, .max, 2, [0, 2, 4]), (-3, -1, 1, [3, 4]), (4, 1, -1, [4, 3, 2]),
      (.max, .min, -1, [5, 4, 3, 2, 1, 0]), (.max, .min, -4, [5, 1]), (3, 3, 1, []),
      (9, 20, 1, []), (.min, .max, .max, [0]), (.max, .min, .min, [5]), (2, -9, -3, [2]),
    ] as [(Int64, Int64, Int64, [Float])])
  func progressions(start: Int64, end: Int64, step: Int64, expected: [Float]) throws {
    let result = try run(
      "Slice",
      [counted([6]), integers([start]), integers([end]), integers([0]), integers([step])])
    #expect(result == [floats(expected)])
  }

  @Test func someAxes() throws {
    let input = counted([2, 3])
    #expect(
      try run("Slice", [input, integers([1]), integers([3]), integers([-1])])
        == [floats([1, 2, 4, 5], [2, 2])])
    let attributes: [String: OperatorNode.Attribute] = [
      "starts": .integers([1, 0]), "ends": .integers([2, -1]),
    ]
    #expect(try run("Slice", [input], attributes, version: 1) == [floats([3, 4], [1, 2])])
    #expect(
      try run("Slice", [counted([0, 3]), integers([0]), integers([1])]) == [counted([0, 3])])
  }

  @Test func listsFit() {
    let input = counted([6])
    #expect(throws: OperatorError("a step is 0")) {
      try run("Slice", [input, integers([0]), integers([1]), nil, integers([0])])
    }
    #expect(throws: OperatorError("starts, ends, axes and steps are not of one length")) {
      try run("Slice", [input, integers([0]), integers([1, 2])])
    }
    #expect(throws: OperatorError("axis 1 is beyond rank 1")) {
      try run("Slice", [input, integers([0, 0]), integers([1, 1])])
    }
    #expect(throws: OperatorError("has no starts or no ends")) { try run("Slice", [input]) }
  }
}
