import CompressedModels
import Networks
import Tensors
import Testing

/// What version 1 has no words for is refused with what it is, never written as something else.
struct VersionOneTests {
  private func dense() -> Dense {
    Dense(weights: .dense(Tensor(zeros: [3, 3])), bias: .float32([0, 0, 0]))
  }

  private func network(
    inputs: [Network.Input] = [.init(name: "x", type: .examples([3]))], tied: Bool = false,
    outputs: [Network.Source] = [.node(1)]
  ) throws -> Network {
    try Network(
      inputs: inputs,
      nodes: [
        .init(name: "a", layer: dense(), inputs: [.input]),
        .init(
          name: "b", layer: dense(), inputs: [.node(0)], parameterNames: tied ? ["a"] : nil),
      ],
      outputs: outputs.enumerated().map { .init(name: "y\($0)", source: $1) })
  }

  private func refused(_ network: Network) -> String? {
    do {
      _ = try PackedModel(encoding: network)
      return nil
    } catch { return "\(error)" }
  }

  @Test func whatItCanHoldIsPacked() throws {
    #expect(try refused(network()) == nil)
  }

  @Test func severalInputsOrOutputs() throws {
    let two = ["x", "z"].map { Network.Input(name: $0, type: .examples([3])) }
    let expected = "version 1 of .dcz files cannot hold several inputs or outputs"
    #expect(try refused(network(inputs: two)) == expected)
    #expect(try refused(network(outputs: [.node(0), .node(1)])) == expected)
  }

  @Test func anOutputBeforeTheLastLayer() throws {
    #expect(try refused(network(outputs: [.node(0)]))?.hasSuffix("before the last layer") == true)
  }

  @Test func tiedParameters() throws {
    #expect(
      try refused(network(tied: true))
        == "version 1 of .dcz files cannot hold 'a', a parameter of several layers")
  }

  @Test func aBatchThatIsNotOpen() throws {
    let fixed = Network.Input(name: "x", type: ValueType(.float32, [.fixed(4), .fixed(3)]))
    #expect(
      try refused(network(inputs: [fixed]))
        == "version 1 of .dcz files cannot hold the input float32 [4, 3]")
  }
}
