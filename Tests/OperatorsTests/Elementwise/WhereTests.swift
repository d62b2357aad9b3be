import Operators
import Tensors
import Testing

struct WhereTests {
  @Test func conditionsChoose() throws {
    let rows = booleans([true, false], [2, 1])
    #expect(
      try run("Where", [rows, floats([1, 2]), floats([9], [])])
        == [floats([1, 2, 9, 9], [2, 2])])
    #expect(
      try run("Where", [booleans([false]), booleans([true]), booleans([false])])
        == [booleans([false])])
  }

  @Test func conditionsAreBooleans() {
    #expect(throws: OperatorError("the condition is of type int64, not bool")) {
      try run("Where", [integers([1]), floats([1]), floats([1])])
    }
    #expect(throws: OperatorError("input 2 is of type int64, not float32")) {
      try run("Where", [booleans([true]), floats([1]), integers([1])])
    }
  }
}
