import Operators
import Tensors
import Testing

struct TransposeTests {
  @Test func dimensionsAreOrdered() throws {
    #expect(try run("Transpose", [counted([2, 3])]) == [floats([0, 3, 1, 4, 2, 5], [3, 2])])
    let moved = try run("Transpose", [counted([2, 1, 2])], ["perm": .integers([1, 2, 0])])
    #expect(moved == [floats([0, 2, 1, 3], [1, 2, 2])])
  }

  @Test(arguments: [[0], [0, 0], [1, 2], [0, 1, 2]])
  func noOrderIsRefused(order: [Int]) {
    #expect(throws: OperatorError("perm \(order) is no order of 2 dimensions")) {
      try run("Transpose", [counted([2, 3])], ["perm": .integers(order)])
    }
  }

  /// Eight channels of one pixel: two channels of a block of 2 × 2.
  @Test(
    arguments: [
      ("DCR", [0, 2, 4, 6, 1, 3, 5, 7]), ("CRD", [0, 1, 2, 3, 4, 5, 6, 7]),
    ] as [(String, [Float])])
  func channelsBecomePixels(mode: String, expected: [Float]) throws {
    let attributes: [String: OperatorNode.Attribute] = [
      "blocksize": .integer(2), "mode": .text(mode),
    ]
    let pixels = try run("DepthToSpace", [counted([1, 8, 1, 1])], attributes)
    #expect(pixels == [floats(expected, [1, 2, 2, 2])])
    #expect(try run("SpaceToDepth", pixels, attributes) == [counted([1, 8, 1, 1])])
  }

  @Test func blocksFit() {
    let attributes: [String: OperatorNode.Attribute] = ["blocksize": .integer(2)]
    #expect(throws: OperatorError("[1, 6, 1, 1] does not fit blocks of 2")) {
      try run("DepthToSpace", [counted([1, 6, 1, 1])], attributes)
    }
    #expect(throws: OperatorError("takes rank 4, not [6]")) {
      try run("SpaceToDepth", [counted([6])], attributes)
    }
    #expect(throws: OperatorError("'blocksize' is no block size")) {
      try run("DepthToSpace", [counted([1, 4, 1, 1])], ["blocksize": .integer(0)])
    }
  }
}
