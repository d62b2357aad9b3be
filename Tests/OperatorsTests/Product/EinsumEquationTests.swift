import Operators
import Tensors
import Testing

struct EinsumEquationTests {
  private func refusal(_ equation: String) -> OperatorError? {
    #expect(throws: OperatorError.self) {
      try run("Einsum", [counted([1, 1])], ["equation": .text(equation)])
    }
  }

  @Test func refusesWhatIsNoEquation() {
    #expect(refusal("i1") == OperatorError("'i1' is no equation"))
    #expect(refusal("ij->ii") == OperatorError("the output of 'ij->ii' names a dimension twice"))
    #expect(refusal("ij->k")?.description == "the output names a dimension that no operand has")
  }

  @Test func spacesDoNotCount() throws {
    let result = try run("Einsum", [counted([1, 2])], ["equation": .text(" i j -> j i ")])
    #expect(result == [floats([0, 1], [2, 1])])
  }
}
