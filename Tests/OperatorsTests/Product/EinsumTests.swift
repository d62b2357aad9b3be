import Operators
import Tensors
import Testing

struct EinsumTests {
  private func sum(_ equation: String, _ inputs: [TypedTensor]) throws -> TypedTensor {
    try run("Einsum", inputs, ["equation": .text(equation)])[0]
  }

  @Test func multipliesMatrices() throws {
    let (a, b) = (floats([1, 2, 3, 4], [2, 2]), floats([5, 6, 7, 8], [2, 2]))
    #expect(try sum("ij,jk->ik", [a, b]) == floats([19, 22, 43, 50], [2, 2]))
    #expect(try sum("ij,kj->ki", [a, b]) == floats([17, 39, 23, 53], [2, 2]))
    #expect(try sum("ij,ij", [a, b]) == floats([70], []))
  }

  @Test func takesDiagonalsAndTraces() throws {
    let a = floats([1, 2, 3, 4], [2, 2])
    #expect(try sum("ii->i", [a]) == floats([1, 4]))
    #expect(try sum("ii", [a]) == floats([5], []))
    #expect(try sum("ij->j", [a]) == floats([4, 6]))
  }

  @Test func ellipsisIsBroadcast() throws {
    let result = try sum("...i,...i->...", [counted([2, 2]), floats([1, 10], [1, 2])])
    #expect(result == floats([10, 32]))
  }

  @Test func threeOperandsAreContractedInTurn() throws {
    let result = try sum("i,ij,j->", [floats([1, 2]), counted([2, 2]), floats([3, 4])])
    #expect(result == floats([4 + 2 * (6 + 12)], []))
  }

  @Test func wholeNumbersStayExact() throws {
    #expect(try sum("i,i", [integers([3, 4]), integers([5, 6])]) == integers([39], []))
  }

  @Test func refusesOperandsThatDoNotFit() {
    #expect(throws: OperatorError("the equation is of 2 operands, not 1")) {
      try sum("i,i", [counted([2])])
    }
    #expect(throws: OperatorError("a label stands for extents 2 and 3")) {
      try sum("i,i", [counted([2]), counted([3])])
    }
    #expect(throws: OperatorError("operand 0 has rank 1, which does not fit the equation")) {
      try sum("ij", [counted([2])])
    }
  }
}
