import Operators
import Tensors
import Testing

struct ReduceTests {
  private let matrix = floats([1, -2, 2, 4], [2, 2])

  /// Of each row; logarithms of numbers below zero are none.
  @Test(
    arguments: [
      ("Sum", [-1, 6]), ("Mean", [-0.5, 3]), ("Prod", [-2, 8]), ("Max", [1, 4]), ("Min", [-2, 2]),
      ("L1", [3, 6]), ("L2", [2.236_068, 4.472_136]), ("SumSquare", [5, 20]),
      ("LogSum", [.nan, 1.791_759_5]), ("LogSumExp", [1.048_587_4, 4.126_928]),
    ] as [(String, [Float])])
  func rowsBecomeNumbers(name: String, expected: [Float]) throws {
    let attributes: [String: OperatorNode.Attribute] = ["axes": .integers([-1])]
    let result = try run("Reduce" + name, [matrix], attributes, version: 11)[0]
    #expect(result.shape == [2, 1])
    for (number, value) in zip(result.numbers, expected) {
      #expect(value.isNaN ? number.isNaN : abs(number - Double(value)) < 1e-6)
    }
    #expect(
      try run("Reduce" + name, [matrix, integers([1])])[0].numbers.description
        == result.numbers.description)
  }

  @Test func axesGoOrStay() throws {
    let input = counted([2, 2, 2])
    let gone: [String: OperatorNode.Attribute] = ["keepdims": .integer(0)]
    #expect(try run("ReduceSum", [input, integers([0, 2])], gone) == [floats([10, 18])])
    #expect(try run("ReduceSum", [input, integers([1])]) == [floats([2, 4, 10, 12], [2, 1, 2])])
    #expect(try run("ReduceSum", [input]) == [floats([28], [1, 1, 1])])
    #expect(try run("ReduceSum", [input], gone) == [floats([28], [])])
  }

  @Test func noAxesCanMeanNothing() throws {
    let attributes: [String: OperatorNode.Attribute] = ["noop_with_empty_axes": .integer(1)]
    #expect(try run("ReduceSum", [matrix, integers([])], attributes) == [matrix])
    #expect(
      try run("ReduceSumSquare", [matrix], attributes) == [floats([1, 4, 4, 16], [2, 2])])
  }

  @Test(
    arguments: [
      ("Sum", 0), ("Prod", 1), ("L1", 0), ("L2", 0), ("SumSquare", 0), ("LogSum", -.infinity),
      ("LogSumExp", -.infinity), ("Max", -.infinity), ("Min", .infinity),
    ] as [(String, Float)])
  func nothingBecomesTheNeutralNumber(name: String, expected: Float) throws {
    #expect(
      try run("Reduce" + name, [counted([0, 2]), integers([0])])
        == [floats([expected, expected], [1, 2])])
  }

  @Test func wholeNumbersStayWhole() throws {
    let input = integers([7, -2, .max])
    #expect(try run("ReduceMax", [input]) == [integers([.max])])
    #expect(try run("ReduceSum", [input]) == [integers([.min + 4])])
    #expect(try run("ReduceMean", [integers([7, -2])]) == [integers([2])])
    #expect(
      try run("ReduceMin", [booleans([true, false])]) == [booleans([false])])
    #expect(throws: OperatorError("takes numbers, not bool")) {
      try run("ReduceSum", [booleans([true])])
    }
  }

  @Test func largeExponentsDoNotOverflow() throws {
    let result = try run("ReduceLogSumExp", [floats([1000, 1000])])[0]
    #expect(abs(result.numbers[0] - 1000.693_147) < 1e-3)
  }
}
