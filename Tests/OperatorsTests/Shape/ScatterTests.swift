import Operators
import Tensors
import Testing

struct ScatterTests {
  private let zeros = floats([0, 0, 0])

  @Test func elementsAreScattered() throws {
    let inputs = [zeros, integers([2, -3]), floats([5, 7])]
    for name in ["ScatterElements", "Scatter"] {
      #expect(try run(name, inputs) == [floats([7, 0, 5])])
    }
  }

  @Test(
    arguments: [
      ("none", [3, 1]), ("add", [9, 1]), ("mul", [24, 1]), ("max", [4, 1]), ("min", [2, 1]),
    ] as [(String, [Float])])
  func elementsMeet(reduction: String, expected: [Float]) throws {
    let (data, updates) = (floats([2, 1]), floats([4, 3]))
    let attributes: [String: OperatorNode.Attribute] = ["reduction": .text(reduction)]
    #expect(
      try run("ScatterElements", [data, integers([0, 0]), updates], attributes)
        == [floats(expected)])
    #expect(
      try run("ScatterND", [data, integers([0, 0], [2, 1]), updates], attributes)
        == [floats(expected)])
  }

  @Test func slicesAreScattered() throws {
    #expect(
      try run("ScatterND", [counted([2, 2]), integers([1], [1, 1]), floats([8, 9], [1, 2])])
        == [floats([0, 1, 8, 9], [2, 2])])
  }

  @Test func updatesFit() {
    #expect(throws: OperatorError("updates of shape [1] are not [2]")) {
      try run("ScatterElements", [zeros, integers([0, 1]), floats([1])])
    }
    #expect(throws: OperatorError("index 3 is beyond extent 3")) {
      try run("ScatterND", [zeros, integers([3], [1, 1]), floats([1])])
    }
    #expect(throws: OperatorError("takes numbers, not bool")) {
      try run(
        "ScatterElements", [booleans([true]), integers([0]), booleans([true])],
        ["reduction": .text("add")])
    }
  }

  /// Two sequences of a cache of three steps.
  @Test func piecesGoIntoTheCache() throws {
    let (cache, update) = (
      floats([0, 0, 0, 0, 0, 0], [2, 3, 1]), floats([1, 2, 3, 4], [2, 2, 1])
    )
    #expect(
      try run("TensorScatter", [cache, update, integers([1, 0])])
        == [floats([0, 1, 2, 3, 4, 0], [2, 3, 1])])
    #expect(
      try run(
        "TensorScatter", [cache, update, integers([2, 4])], ["mode": .text("circular")])
        == [floats([2, 0, 1, 0, 3, 4], [2, 3, 1])])
    #expect(throws: OperatorError("index 2 is beyond extent 3")) {
      try run("TensorScatter", [cache, update, integers([2, 0])])
    }
  }
}
