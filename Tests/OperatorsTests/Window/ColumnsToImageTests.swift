import Operators
import Tensors
import Testing

struct ColumnsToImageTests {
  @Test func refusesColumnsThatDoNotFit() {
    #expect(throws: OperatorError("columns [1, 3, 2] do not fit an image [3]")) {
      try run("Col2Im", [counted([1, 3, 2]), integers([3]), integers([2])])
    }
    #expect(throws: OperatorError("an image [0] or a kernel [2] is empty")) {
      try run("Col2Im", [counted([1, 3, 2]), integers([0]), integers([2])])
    }
  }
}
