import Operators
import Tensors
import Testing

struct ClipTests {
  private let input = floats([-5, 0.5, 7])

  @Test func limitsAreAttributesOrInputs() throws {
    let limits: [String: OperatorNode.Attribute] = ["min": .number(-1), "max": .number(2)]
    #expect(try run("Clip", [input], limits, version: 6) == [floats([-1, 0.5, 2])])
    #expect(try run("Clip", [input, floats([-1], []), floats([2], [])]) == [floats([-1, 0.5, 2])])
    #expect(try run("Clip", [input, nil, floats([2], [])]) == [floats([-5, 0.5, 2])])
    #expect(try run("Clip", [input]) == [input])
  }

  @Test func theUpperLimitWins() throws {
    #expect(try run("Clip", [input, floats([3]), floats([1])]) == [floats([1, 1, 1])])
  }

  @Test func limitsAreOfTheSameType() throws {
    #expect(try run("Clip", [integers([-3, 3]), integers([0])]) == [integers([0, 3])])
    #expect(throws: OperatorError("input 1 is of type int64, not float32")) {
      try run("Clip", [input, integers([0])])
    }
    #expect(throws: OperatorError("input 1 is not one number")) {
      try run("Clip", [input, floats([0, 1])])
    }
  }
}
