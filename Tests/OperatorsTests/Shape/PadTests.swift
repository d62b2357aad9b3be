import Operators
import Tensors
import Testing

struct PadTests {
  /// numpy.pad([0, 1, 2], (2, 3), mode)
  @Test(
    arguments: [
      ("constant", [0, 0, 0, 1, 2, 0, 0, 0]), ("edge", [0, 0, 0, 1, 2, 2, 2, 2]),
      ("reflect", [2, 1, 0, 1, 2, 1, 0, 1]), ("wrap", [1, 2, 0, 1, 2, 0, 1, 2]),
    ] as [(String, [Float])])
  func modes(mode: String, expected: [Float]) throws {
    let input = counted([3])
    #expect(
      try run("Pad", [input, integers([2, 3])], ["mode": .text(mode)]) == [floats(expected)])
    #expect(
      try run("Pad", [input], ["mode": .text(mode), "pads": .integers([2, 3])], version: 2)
        == [floats(expected)])
  }

  @Test func constantsAndAxes() throws {
    let input = counted([1, 2])
    let pads = integers([0, 1])
    #expect(
      try run("Pad", [input, pads, floats([9], []), integers([1])])
        == [floats([0, 1, 9], [1, 3])])
    #expect(
      try run("Pad", [input, integers([1, 0, 0, 0]), floats([9], [])])
        == [floats([9, 9, 0, 1], [2, 2])])
    #expect(
      try run("Pad", [counted([1]), integers([0, 1])], ["value": .number(7)]) == [floats([0, 7])])
  }

  @Test func negativeWidthsCut() throws {
    #expect(try run("Pad", [counted([4]), integers([-1, 1])]) == [floats([1, 2, 3, 0])])
    #expect(
      try run("Pad", [counted([4]), integers([-1, 1])], ["mode": .text("reflect")])
        == [floats([1, 2, 3, 2])])
  }

  @Test(
    arguments: [[1], [-3, -2], [.min, 0], [0, .max], [1, .min], [1 << 31, 0]] as [[Int64]])
  func widthsFit(pads: [Int64]) {
    #expect(throws: OperatorError.self) { try run("Pad", [counted([4]), integers(pads)]) }
  }

  @Test func nothingHasNoEdge() throws {
    #expect(throws: OperatorError("there is nothing to edge")) {
      try run("Pad", [counted([0]), integers([1, 1])], ["mode": .text("edge")])
    }
    #expect(try run("Pad", [counted([0]), integers([1, 0])]) == [floats([0])])
  }

  @Test func centersAreCutOrFilled() throws {
    #expect(try run("CenterCropPad", [counted([5]), integers([2])]) == [floats([1, 2])])
    #expect(try run("CenterCropPad", [floats([7]), integers([4])]) == [floats([0, 7, 0, 0])])
    #expect(
      try run("CenterCropPad", [counted([2, 3]), integers([1])], ["axes": .integers([1])])
        == [floats([1, 4], [2, 1])])
    #expect(throws: OperatorError("1 extents do not fit 2 axes")) {
      try run("CenterCropPad", [counted([2, 3]), integers([1])])
    }
    #expect(throws: OperatorError.self) {
      try run("CenterCropPad", [counted([2]), integers([-1])])
    }
  }
}
