import Operators
import Tensors
import Testing

struct MatMulIntegerTests {
  /// (3 - 1) · (5 - 2) + (4 - 1) · (6 - 2)
  @Test func takesZeroPointsAway() throws {
    let left = TypedTensor(shape: [1, 2], [UInt8(3), 4])
    let right = TypedTensor(shape: [2, 1], [Int8(5), 6])
    let result = try run(
      "MatMulInteger",
      [left, right, TypedTensor(shape: [], [UInt8(1)]), TypedTensor(shape: [], [Int8(2)])])
    #expect(result == [TypedTensor(shape: [1, 1], [Int32(18)])])
  }

  @Test func zeroPointsMayBeOneForEachRow() throws {
    let left = TypedTensor(shape: [2, 1], [UInt8(10), 20])
    let right = TypedTensor(shape: [1, 1], [UInt8(1)])
    let result = try run("MatMulInteger", [left, right, TypedTensor(shape: [2], [UInt8(1), 2])])
    #expect(result == [TypedTensor(shape: [2, 1], [Int32(9), 18])])
  }

  /// 0.5 · 0.25 / 0.125 · 6 + 3
  @Test func scalesAndRounds() throws {
    let factor = TypedTensor(shape: [1, 1], [UInt8(2)])
    let other = TypedTensor(shape: [1, 1], [UInt8(3)])
    let none = TypedTensor(shape: [], [UInt8(0)])
    let result = try run(
      "QLinearMatMul",
      [
        factor, floats([0.5], []), none, other, floats([0.25], []), none, floats([0.125], []),
        TypedTensor(shape: [], [UInt8(3)]),
      ])
    #expect(result == [TypedTensor(shape: [1, 1], [UInt8(9)])])
  }

  @Test func refusesOtherTypes() {
    #expect(throws: OperatorError("float32 is no type of 8-bit numbers")) {
      try run("MatMulInteger", [counted([1, 1]), counted([1, 1])])
    }
  }
}
