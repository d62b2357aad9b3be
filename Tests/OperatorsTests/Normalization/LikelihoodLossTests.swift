import Operators
import Tensors
import TestSupport
import Testing

struct LikelihoodLossTests {
  private let probabilities = floats([-1, -2, -3, -4], [2, 2])

  /// Labels 1 and 0: losses 2 and 3; weights 1 and 3.
  @Test func weighsTheLosses() throws {
    let inputs = [probabilities, integers([1, 0]), floats([3, 1])]
    let name = "NegativeLogLikelihoodLoss"
    #expect(try run(name, inputs, ["reduction": .text("none")]) == [floats([2, 9])])
    #expect(try run(name, inputs, ["reduction": .text("sum")]) == [floats([11], [])])
    #expect(try run(name, inputs) == [floats([2.75], [])])
  }

  @Test func ignoredLabelsDoNotCount() throws {
    let result = try run(
      "NegativeLogLikelihoodLoss", [probabilities, integers([1, -9])],
      ["ignore_index": .integer(-9)])
    #expect(result == [floats([2], [])])
  }

  /// Two equal scores: ln 2.
  @Test func crossEntropyTakesTheSoftmax() throws {
    let result = try run(
      "SoftmaxCrossEntropyLoss", [floats([5, 5], [1, 2]), integers([0])], outputs: 2)
    #expect(relativeError(result[0].numbers, [0.6931472]) < 1e-6)
    #expect(relativeError(result[1].numbers, [-0.6931472, -0.6931472]) < 1e-6)
  }

  @Test func refusesLabelsBeyondTheClasses() {
    #expect(throws: OperatorError("label 2 is beyond the 2 classes")) {
      try run("NegativeLogLikelihoodLoss", [probabilities, integers([1, 2])])
    }
  }
}
