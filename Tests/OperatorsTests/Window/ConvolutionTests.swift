import Operators
import Tensors
import Testing

struct ConvolutionTests {
  private let image = floats([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 1, 3, 3])

  @Test func addsTheBias() throws {
    let result = try run("Conv", [image, floats([1, 1, 1, 1], [1, 1, 2, 2]), floats([10])])
    #expect(result == [floats([22, 26, 34, 38], [1, 1, 2, 2])])
  }

  /// 1 · channel 0 + 10 · channel 1
  @Test func pointwiseMixesChannels() throws {
    let result = try run("Conv", [counted([1, 2, 1, 2]), floats([1, 10], [1, 2, 1, 1])])
    #expect(result == [floats([20, 31], [1, 1, 1, 2])])
  }

  @Test func fusedAppliesItsFunction() throws {
    let result = try run(
      "FusedConv", [floats([-1, 2], [1, 1, 2]), floats([1], [1, 1, 1])],
      ["activation": .text("Relu")], domain: "com.microsoft")
    #expect(result == [floats([0, 2], [1, 1, 2])])
  }

  @Test func refusesWeightsThatDoNotFit() {
    #expect(
      throws: OperatorError("weights [1, 2, 2, 2] do not fit images [1, 1, 3, 3] of 1 groups")
    ) { try run("Conv", [image, counted([1, 2, 2, 2])]) }
    #expect(throws: OperatorError("input 2 has 2 elements, not 1")) {
      try run("Conv", [image, counted([1, 1, 2, 2]), counted([2])])
    }
    #expect(throws: OperatorError("group=0 is not positive")) {
      try run("Conv", [image, counted([1, 1, 2, 2])], ["group": .integer(0)])
    }
  }
}
