import Operators
import Tensors
import Testing

struct LogicTests {
  @Test(arguments: [
    ("And", [false, false, true]), ("Or", [false, true, true]), ("Xor", [false, true, false]),
  ])
  func booleansAreJoined(name: String, expected: [Bool]) throws {
    let (a, b) = (booleans([false, false, true]), booleans([false, true, true]))
    #expect(try run(name, [a, b]) == [booleans(expected)])
  }

  @Test func notTurnsAround() throws {
    #expect(try run("Not", [booleans([true, false])]) == [booleans([false, true])])
    #expect(try run("BitwiseNot", [integers([0, -1])]) == [integers([-1, 0])])
    #expect(throws: OperatorError("takes bool, not int64")) { try run("Not", [integers([1])]) }
  }

  @Test(arguments: [("And", [8, 0]), ("Or", [14, 15]), ("Xor", [6, 15])])
  func bitsAreJoined(name: String, expected: [Int64]) throws {
    let result = try run("Bitwise" + name, [integers([12, 10]), integers([10, 5])])
    #expect(result == [integers(expected)])
  }

  /// Operator set 28: distances that are negative or beyond the width leave the sign only.
  @Test func bitsAreShifted() throws {
    let values = TypedTensor(shape: [4], [1, -64, -1, 3] as [Int8])
    let distances = TypedTensor(shape: [4], [6, 2, -1, 100] as [Int8])
    #expect(
      try run("BitShift", [values, distances], ["direction": .text("LEFT")])
        == [TypedTensor(shape: [4], [64, 0, 0, 0] as [Int8])])
    #expect(
      try run("BitShift", [values, distances], ["direction": .text("RIGHT")])
        == [TypedTensor(shape: [4], [0, -16, -1, 0] as [Int8])])
    #expect(throws: OperatorError("'direction' is neither LEFT nor RIGHT")) {
      try run("BitShift", [values, distances])
    }
  }
}
