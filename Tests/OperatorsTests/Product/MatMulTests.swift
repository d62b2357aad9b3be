import Operators
import Tensors
import Testing

struct MatMulTests {
  /// [1 2; 3 4] · [5 6; 7 8]
  @Test func multipliesMatrices() throws {
    let result = try run(
      "MatMul", [floats([1, 2, 3, 4], [2, 2]), floats([5, 6, 7, 8], [2, 2])])
    #expect(result == [floats([19, 22, 43, 50], [2, 2])])
  }

  @Test func wholeNumbersWrap() throws {
    let left = TypedTensor(shape: [1, 2], [Int32.max, 1])
    let right = TypedTensor(shape: [2, 1], [Int32(2), 3])
    #expect(try run("MatMul", [left, right]) == [TypedTensor(shape: [1, 1], [Int32(1)])])
  }

  @Test func doublesKeepTheirPrecision() throws {
    let left = TypedTensor(shape: [1, 2], [1e16, 1.0])
    let right = TypedTensor(shape: [2, 1], [1.0, 2.0])
    #expect(try run("MatMul", [left, right]) == [TypedTensor(shape: [1, 1], [1e16 + 2])])
  }

  @Test func refusesWhatDoesNotFit() {
    #expect(throws: OperatorError("[2] and [3] do not fit a product")) {
      try run("MatMul", [counted([2]), counted([3])])
    }
    #expect(throws: OperatorError("float32 and int64 do not fit a product")) {
      try run("MatMul", [counted([2]), integers([1, 2])])
    }
    #expect(throws: OperatorError("input 1 is missing")) { try run("MatMul", [counted([2])]) }
  }

  /// 2 · A · Bᵀ
  @Test func fusedTransposesAndScales() throws {
    let result = try run(
      "FusedMatMul", [floats([1, 2], [1, 2]), floats([3, 4, 5, 6], [2, 2])],
      ["transB": .integer(1), "alpha": .number(2)], domain: "com.microsoft")
    #expect(result == [floats([22, 34], [1, 2])])
  }
}
