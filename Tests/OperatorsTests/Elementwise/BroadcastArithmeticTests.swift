import Operators
import Tensors
import Testing

struct BroadcastArithmeticTests {
  @Test(
    arguments: [
      ("Add", [5, -1, 2]), ("Sub", [-3, 3, -6]), ("Mul", [4, -2, -8]), ("Div", [0.25, -0.5, -0.5]),
      ("Max", [4, 1, 4]), ("Min", [1, -2, -2]),
    ] as [(String, [Float])])
  func twoTensorsBecomeOne(name: String, expected: [Float]) throws {
    #expect(try run(name, [floats([1, 1, -2]), floats([4, -2, 4])]) == [floats(expected)])
  }

  @Test func anyNumberOfTensorsIsFolded() throws {
    let all = [floats([1, 2]), floats([4]), floats([7, 0])]
    #expect(try run("Sum", all) == [floats([12, 6])])
    #expect(try run("Mean", all) == [floats([4, 2])])
    #expect(try run("Max", all) == [floats([7, 4])])
    #expect(try run("Min", [all[0]]) == [all[0]])
  }

  @Test func slopesHoldBelowZero() throws {
    let input = floats([-1, 2, -3, 4], [2, 2])
    #expect(
      try run("PRelu", [input, floats([0.5, 0.25])]) == [floats([-0.5, 2, -1.5, 4], [2, 2])])
    #expect(throws: OperatorError("the slope of shape [2, 2] does not fit [2]")) {
      try run("PRelu", [floats([1, 2]), input])
    }
  }

  /// Operator set 6 meant channels where set 7 means the last dimension: where both could be meant
  /// nothing is computed.
  @Test func slopesOfOldFilesAreNotGuessed() throws {
    let image = floats([-1, 1, -2, 2], [1, 2, 1, 2])
    #expect(throws: OperatorError.self) {
      try run("PRelu", [image, floats([0.5, 0.25])], version: 6)
    }
    #expect(
      try run("PRelu", [image, floats([0.5])], version: 6) == [
        floats([-0.5, 1, -1, 2], [1, 2, 1, 2])
      ])
    #expect(
      try run("PRelu", [image, floats([0.5, 0.25])]) == [floats([-0.5, 1, -1, 2], [1, 2, 1, 2])])
  }

  @Test func onlySomeTakeThreeTensors() {
    #expect(throws: OperatorError("takes at most 2 inputs, not 3")) {
      try run("Add", [floats([1]), floats([1]), floats([1])])
    }
  }
}
