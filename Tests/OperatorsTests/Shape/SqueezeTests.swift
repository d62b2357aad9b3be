import Operators
import Tensors
import Testing

struct SqueezeTests {
  @Test func extentsOfOneGo() throws {
    let input = counted([1, 3, 1])
    #expect(try run("Squeeze", [input]) == [counted([3])])
    #expect(try run("Squeeze", [input, integers([-1])]) == [counted([1, 3])])
    #expect(throws: OperatorError("axis 1 of [1, 3, 1] is not 1")) {
      try run("Squeeze", [input, integers([1])])
    }
  }

  @Test func extentsOfOneCome() throws {
    #expect(try run("Unsqueeze", [counted([3]), integers([0, -1])]) == [counted([1, 3, 1])])
    #expect(
      try run("Unsqueeze", [counted([])], ["axes": .integers([0])], version: 11) == [counted([1])])
    #expect(throws: OperatorError("axis 2 is beyond rank 2")) {
      try run("Unsqueeze", [counted([3]), integers([2])])
    }
    #expect(throws: OperatorError("has no axes")) { try run("Unsqueeze", [counted([3])]) }
  }
}
