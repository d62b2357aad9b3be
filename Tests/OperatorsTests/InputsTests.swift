import Operators
import Tensors
import Testing

struct InputsTests {
  @Test func missingInputsAreRefused() {
    #expect(throws: OperatorError("input 1 is missing")) { try run("Where", [booleans([true])]) }
    #expect(throws: OperatorError("input 0 is missing")) { try run("Max", []) }
    #expect(throws: OperatorError("input 0 is missing")) { try run("Relu", [nil]) }
    #expect(throws: OperatorError("input 1 is missing")) { try run("Expand", [floats([1])]) }
  }

  @Test func floatsAreNoShape() {
    #expect(throws: OperatorError("input 1 is of type float32, not of whole numbers")) {
      try run("Expand", [floats([1]), floats([2])])
    }
  }

  @Test func aListIsNoNumber() {
    #expect(throws: OperatorError("input 1 has 2 elements, not one")) {
      try run("CumSum", [floats([1]), integers([0, 0])])
    }
    #expect(throws: OperatorError("input 0 has 2 elements, not one")) {
      try run("Range", [integers([0, 0]), integers([1]), integers([1])])
    }
  }

  /// Axes were an attribute before they became an input.
  @Test func settingsMoveFromAttributesToInputs() throws {
    let column = counted([3, 1])
    #expect(
      try run("Squeeze", [column], ["axes": .integers([1])], version: 11) == [counted([3])])
    #expect(try run("Squeeze", [column, integers([1])], version: 13) == [counted([3])])
  }
}
