import Operators
import Tensors
import Testing

struct ConstantsTests {
  @Test(
    arguments: [
      ("value", .tensor(integers([3], [1, 1])), integers([3], [1, 1])),
      ("value_float", .number(0.5), floats([0.5], [])),
      ("value_floats", .numbers([1, 2]), floats([1, 2])),
      ("value_int", .integer(4), integers([4], [])), ("value_ints", .integers([]), integers([])),
    ] as [(String, OperatorNode.Attribute, TypedTensor)])
  func constants(name: String, attribute: OperatorNode.Attribute, expected: TypedTensor) throws {
    #expect(try run("Constant", [], [name: attribute]) == [expected])
  }

  @Test func textsAreRefused() {
    #expect(throws: OperatorError("has no numbers")) {
      try run("Constant", [], ["value_string": .text("a")])
    }
  }

  @Test func oneValueEverywhere() throws {
    #expect(try run("ConstantOfShape", [integers([2])]) == [floats([0, 0])])
    #expect(
      try run("ConstantOfShape", [integers([1, 2])], ["value": .tensor(booleans([true]))])
        == [booleans([true, true], [1, 2])])
    #expect(try run("ConstantOfShape", [integers([])]) == [floats([0], [])])
    #expect(throws: OperatorError("'value' is not one number")) {
      try run("ConstantOfShape", [integers([1])], ["value": .tensor(floats([1, 2]))])
    }
  }

  @Test(
    arguments: [
      (1, 7, 3, [1, 4]), (5, 0, -2, [5, 3, 1]), (3, 3, 1, []), (3, 1, 1, []),
    ] as [(Int64, Int64, Int64, [Int64])])
  func ranges(start: Int64, limit: Int64, delta: Int64, expected: [Int64]) throws {
    let ends = [start, limit, delta].map { integers([$0], []) }
    #expect(try run("Range", ends) == [integers(expected)])
    let floatEnds = [start, limit, delta].map { floats([Float($0)], []) }
    #expect(try run("Range", floatEnds) == [floats(expected.map { Float($0) })])
  }

  @Test(arguments: [(0, 1, 0), (0, .max, 1), (.min, .max, 1)] as [(Int64, Int64, Int64)])
  func endlessRangesAreRefused(start: Int64, limit: Int64, delta: Int64) {
    let ends = [start, limit, delta].map { integers([$0], []) }
    #expect(throws: OperatorError.self) { try run("Range", ends) }
  }
}
