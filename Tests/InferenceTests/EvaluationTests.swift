import CompressedModels
import Inference
import ModelExchange
import Networks
import Tensors
import TestSupport
import Testing

struct EvaluationTests {
  private struct Missing: Error {}

  private func read(_ model: ONNXModel) throws -> Network {
    try ONNXFile.read(model.bytes) { _ in throw Missing() }
  }

  private let inputs = [
    TypedTensor(.normal([2, 4], seed: 7)),
    TypedTensor(shape: [2, 2], [Int64](repeating: 3, count: 4)),
  ]

  @Test func networksOfBatchesHaveAProgram() throws {
    let network = try Network(inputShape: [4], chain: [ReLU()])
    let evaluation = Evaluation(network)
    #expect(evaluation.program != nil)
    #expect(
      try evaluation.outputs(of: [inputs[0]]).first?.tensor?.values.allSatisfy { $0 >= 0 } == true)
    #expect(throws: NetworkError.self) { try evaluation.outputs(of: inputs) }
  }

  @Test func allOthersRunLayerByLayerPackedOrNot() throws {
    let network = try read(.branching)
    let evaluation = Evaluation(network)
    #expect(evaluation.program == nil)
    let outputs = try evaluation.outputs(of: inputs)
    #expect(outputs.map(\.shape) == [[2, 16], [2, 2, 4]])
    let packed = try PackedModel(encoding: network)
    #expect(try Evaluation(packed).outputs(of: inputs) == outputs)
    let hidden = try #require(network.nodes.firstIndex { $0.layer.kind == "Tanh" })
    #expect(try evaluation.outputs(of: hidden, inputs: inputs).map(\.shape) == [[2, 8]])
  }

  /// What was made to run a network or a packed model holds them, and is kept with them: neither
  /// outlives whoever had the network. A chain has a program, a graph of operators none.
  @Test func nothingOutlivesItsNetwork() throws {
    func check(_ make: () throws -> Network, inputs: [TypedTensor]) throws {
      weak var own: KeptValues?
      weak var packed: KeptValues?
      func evaluate() throws {
        let network = try make()
        own = network.kept
        _ = try Evaluation(network).outputs(of: inputs)
        let model = try PackedModel(encoding: network)
        packed = model.kept
        _ = try Evaluation(model).outputs(of: inputs)
        #expect(own != nil && packed != nil)
      }
      try evaluate()
      #expect(own == nil && packed == nil)
    }
    try check({ try Network(inputShape: [4], chain: [ReLU()]) }, inputs: [inputs[0]])
    let dense = Dense(weights: .dense(.normal([3, 4], seed: 2)), bias: nil)
    try check({ try Network(inputShape: [4], chain: [dense]) }, inputs: [inputs[0]])
    try check({ try read(.branching) }, inputs: inputs)
  }

  @Test func whatStandsInTheWayIsNamed() throws {
    var model = ONNXModel.branching
    model.nodes += [
      .init(operation: "Bernoulli", inputs: ["d"], output: "z"),
      .init(operation: "Multinomial", inputs: ["z"], output: "y2"),
    ]
    model.otherOutputs.append("y2")
    let evaluation = Evaluation(try read(model))
    #expect(throws: NetworkError.notComputed(operators: ["Bernoulli", "Multinomial"])) {
      try evaluation.outputs(of: inputs)
    }
  }

  /// A network that was exported for four examples takes any number of them.
  @Test func fixedBatchesAreFilledUp() throws {
    var model = ONNXModel(inputShape: [4, 3])
    model.nodes = [
      .init(operation: "Softplus", inputs: ["x"], output: "s"),
      .init(operation: "Neg", inputs: ["s"], output: "y"),
    ]
    model.otherOutputs = ["s"]
    let evaluation = Evaluation(try read(model))
    let x = Tensor.normal([6, 3], seed: 1)
    let outputs = try evaluation.outputs(of: x)
    #expect(outputs.shape == [6, 3])
    #expect(outputs.values[0] < 0 && outputs.values[17] < 0)
    let all = try evaluation.allOutputs(of: x)
    #expect(all.map(\.shape) == [[6, 3], [6, 3]] && all[0].tensor == outputs)
    #expect(all[1].tensor?.values == outputs.values.map { -$0 })
  }

  /// Detections and sequences: how many rows there are, the inputs do not say. Full passes give
  /// them one behind the other; a pass that was filled up cannot be cut.
  @Test(arguments: [(nil, 6, [1, 3]), (4, 8, [2, 3]), (4, 6, nil)] as [(Int?, Int, [Int]?)])
  func outputsMayHaveOtherRows(batch: Int?, count: Int, shape: [Int]?) throws {
    var model = ONNXModel(inputShape: [batch ?? 0, 3])
    model.nodes = [
      .init(operation: "ReduceMax", inputs: ["x"], output: "y", integers: ["axes": [0]])
    ]
    let evaluation = Evaluation(try read(model))
    let x = Tensor.normal([count, 3], seed: 1)
    guard let shape else {
      #expect(throws: NetworkError.takesNoExamples) { try evaluation.allOutputs(of: x) }
      return
    }
    #expect(try evaluation.allOutputs(of: x).map(\.shape) == [shape])
    #expect(throws: NetworkError.takesNoExamples) { try evaluation.outputs(of: x) }
  }
}
