import Operators
import Tensors
import Testing

struct RecurrentSettingsTests {
  private let one = floats([1], [1, 1, 1])

  private func refusal(_ attributes: [String: OperatorNode.Attribute]) -> OperatorError? {
    #expect(throws: OperatorError.self) { try run("RNN", [one, one, one], attributes) }
  }

  @Test func refusesWhatIsNotPossible() {
    #expect(refusal(["clip": .number(0)]) == OperatorError("clip=0.0 is not positive"))
    #expect(
      refusal(["activations": .texts(["Tanh", "Tanh"])])
        == OperatorError("there are 2 activations, not 1"))
    #expect(
      refusal(["direction": .text("sideways")])
        == OperatorError("direction='sideways' is not possible"))
  }

  @Test func clipKeepsSumsWithin() throws {
    let result = try run(
      "RNN", [floats([9], [1, 1, 1]), one, one],
      ["clip": .number(2), "activations": .texts(["Relu"])])
    #expect(result[0].numbers == [2])
  }
}
