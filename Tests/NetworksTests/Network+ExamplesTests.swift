import Networks
import Tensors
import Testing

struct NetworkExamplesTests {
  @Test func aChainTakesExamples() throws {
    let network = try Network(inputShape: [2, 3], chain: [ReLU(), Flatten()])
    #expect(network.takesExamples)
    #expect(network.inputs == [.init(name: "input", type: .examples([2, 3]))])
    #expect(network.outputs == [.init(name: "flatten1", source: .node(1))])
    #expect(network.inputShape == [2, 3] && network.outputShape == [6])
    #expect(network.outputShapes == [[2, 3], [6]])
    #expect(network.inputShape(of: "flatten1") == [2, 3])
    #expect(network.name(of: .input) == "input" && network.name(of: .node(0)) == "relu1")
  }

  @Test(
    arguments: [
      (ValueType(.float32, [.fixed(4), .fixed(3)]), true),
      (ValueType(.float32, [.batch, .open("length")]), false),
      (ValueType(.float32, []), false),
    ])
  func otherNetworksDoNot(type: ValueType, hasShape: Bool) throws {
    let network = try Network(
      inputs: [.init(name: "x", type: type)],
      nodes: [.init(name: "relu1", layer: ReLU(), inputs: [.input])],
      outputs: [.init(name: "y", source: .node(0))])
    #expect(!network.takesExamples)
    #expect(network.inputShape == (hasShape ? [3] : []))
  }

  @Test func twoOutputsAreNoExamples() throws {
    let network = try Network(
      inputs: [.init(name: "x", type: .examples([3]))],
      nodes: [.init(name: "relu1", layer: ReLU(), inputs: [.input])],
      outputs: [.init(name: "y", source: .node(0)), .init(name: "x", source: .input)])
    #expect(!network.takesExamples)
  }
}
