import Operators
import Tensors
import Testing

struct GemmTests {
  /// 2 · Aᵀ · B + 3 · C, C a row.
  @Test func scalesTransposesAndAdds() throws {
    let result = try run(
      "Gemm", [floats([1, 2], [2, 1]), floats([3, 4, 5, 6], [2, 2]), floats([1, 2])],
      ["transA": .integer(1), "alpha": .number(2), "beta": .number(3)])
    #expect(result == [floats([29, 38], [1, 2])])
  }

  @Test func addendMayBeAColumnOrNothing() throws {
    let (a, b) = (floats([1, 2], [2, 1]), floats([1, 1], [1, 2]))
    #expect(
      try run("Gemm", [a, b, floats([10, 20], [2, 1])]) == [floats([11, 11, 22, 22], [2, 2])])
    #expect(try run("Gemm", [a, b]) == [floats([1, 1, 2, 2], [2, 2])])
  }

  @Test func fusedAppliesItsFunction() throws {
    let result = try run(
      "FusedGemm", [floats([1], [1, 1]), floats([-2, 2], [1, 2])],
      ["activation": .text("LeakyRelu"), "activation_alpha": .number(0.5)],
      domain: "com.microsoft")
    #expect(result == [floats([-1, 2], [1, 2])])
  }

  @Test func refusesAddendsThatDoNotFit() {
    #expect(throws: OperatorError("C [3] does not fit the product [1, 2]")) {
      try run("Gemm", [counted([1, 1]), counted([1, 2]), counted([3])])
    }
  }
}
