import CompressedModels
import Inference
import ModelExchange
import Networks
import Tensors
import TestSupport
import Testing

struct CodedWeightsTests {
  private struct Missing: Error {}

  /// A node between the input and an operator that no program of fused steps has.
  private static func model(
    _ inputShape: [Int], _ node: ONNXModel.Node, _ weights: [(String, [Int])]
  ) -> ONNXModel {
    var model = ONNXModel(inputShape: inputShape)
    model.version = 17
    model.nodes = [node, .init(operation: "Softplus", inputs: [node.output], output: "y")]
    model.floats = weights.enumerated().map { number, weights in
      (weights.0, .normal(weights.1, seed: UInt64(number + 1)))
    }
    return model
  }

  static let cases: [(model: ONNXModel, input: [Int])] = [
    (
      model(
        [0, 5, 9], .init(operation: "MatMul", inputs: ["x", "w"], output: "p"), [("w", [9, 20])]),
      [2, 5, 9]
    ),
    (
      model(
        [0, 12],
        .init(
          operation: "Gemm", inputs: ["x", "w", "c"], output: "p", integer: ["transB": 1],
          number: ["alpha": 0.5, "beta": 2]), [("w", [17, 12]), ("c", [17])]), [3, 12]
    ),
    (
      model(
        [0, 4, 8, 7],
        .init(
          operation: "Conv", inputs: ["x", "w", "b"], output: "p",
          integers: ["strides": [2, 1], "pads": [1, 0, 1, 2]], integer: ["group": 2]),
        [("w", [6, 2, 3, 3]), ("b", [6])]), [2, 4, 8, 7]
    ),
    (
      model(
        [0, 3, 15],
        .init(
          operation: "Conv", inputs: ["x", "w"], output: "p", integers: ["dilations": [2]]),
        [("w", [5, 3, 4])]), [2, 3, 15]
    ),
    (
      model(
        [0, 3, 6],
        .init(
          operation: "LSTM", inputs: ["x", "w", "r", "b"], output: "p",
          integer: ["hidden_size": 4], text: ["direction": "bidirectional"]),
        [("w", [2, 16, 6]), ("r", [2, 16, 4]), ("b", [2, 32])]), [5, 3, 6]
    ),
    (
      model(
        [0, 1, 6],
        .init(
          operation: "GRU", inputs: ["x", "w", "r"], output: "p", integer: ["hidden_size": 4]),
        [("w", [1, 12, 6]), ("r", [1, 12, 4])]), [5, 1, 6]
    ),
    (
      model(
        [0, 2, 6],
        .init(
          operation: "RNN", inputs: ["x", "w", "r"], output: "p", integer: ["hidden_size": 4]),
        [("w", [1, 4, 6]), ("r", [1, 4, 4])]), [4, 2, 6]
    ),
  ]

  /// Every third weight is pruned, the others share five values.
  private func shared(_ shape: [Int], isFull: Bool) -> Weights {
    let count = shape.reduce(1, *)
    let mask = Mask(shape: shape, isKept: (0..<count).map { isFull || $0 % 3 != 1 })
    let codes = (0..<mask.survivorCount).map { UInt8($0 * $0 % 5) }
    let codebook = Codebook(centroids: [-0.7, -0.1, 0.2, 0.4, 0.9], precision: .float32)
    return .shared(SharedWeights(mask: mask, codes: codes, codebook: codebook, bits: 3))
  }

  @Test(arguments: cases.indices, [false, true])
  func packedWeightsStayCodes(number: Int, isFull: Bool) throws {
    let (model, inputShape) = Self.cases[number]
    var network = try ONNXFile.read(model.bytes) { _ in throw Missing() }
    let shape = try #require(network.parameter("w")).weights.shape
    network.updateParameter("w") { $0.weights = shared(shape, isFull: isFull) }
    let input = [TypedTensor(.normal(inputShape, seed: 3))]
    let wanted = try #require(Evaluation(network).outputs(of: input)[0].tensor)
    let evaluation = try Evaluation(PackedModel(encoding: network))
    #expect(evaluation.program == nil)
    #expect(evaluation.network.parameter("w")?.weights.state == "absent")
    for _ in 0..<2 {
      let found = try #require(evaluation.outputs(of: input)[0].tensor)
      #expect(found.shape == wanted.shape)
      for (own, other) in zip(found.values, wanted.values) {
        #expect(abs(own - other) <= 1e-5 * max(1, abs(other)))
      }
    }
  }

  /// A table that is looked up, of two and of three dimensions, from the end, too; and the matrices
  /// of states.
  static let lookups: [(shape: [Int], wanted: [Int])] = [
    ([7, 5], [2, 3, 5]), ([7, 2, 5], [2, 3, 2, 5]),
  ]

  @Test(arguments: lookups.indices, [false, true])
  func tablesStayCodes(number: Int, isFull: Bool) throws {
    let (shape, wanted) = Self.lookups[number]
    var model = Self.model(
      [1], .init(operation: "Gather", inputs: ["w", "i"], output: "p"), [("w", shape)])
    model.otherInputs = [("i", 7, [2, 3])]
    model.nodes[1] = .init(operation: "Add", inputs: ["p", "x"], output: "y")
    var network = try ONNXFile.read(model.bytes) { _ in throw Missing() }
    network.updateParameter("w") { $0.weights = shared(shape, isFull: isFull) }
    func input(_ places: [Int64]) -> [TypedTensor] {
      [TypedTensor(Tensor(shape: [1], values: [0.5])), TypedTensor(shape: [2, 3], places)]
    }
    let evaluation = try Evaluation(PackedModel(encoding: network))
    #expect(evaluation.network.parameter("w")?.weights.state == "absent")
    let places: [Int64] = [0, 6, -1, 3, 3, -7]
    let found = try evaluation.outputs(of: input(places))
    #expect(found[0].shape == wanted)
    #expect(try found == Evaluation(network).outputs(of: input(places)))
    #expect(throws: NetworkError.self) { try evaluation.outputs(of: input([7, 0, 0, 0, 0, 0])) }
  }

  @Test(arguments: cases.indices.filter { cases[$0].model.nodes[0].inputs.contains("r") })
  func statesAreMultipliedByCodes(number: Int) throws {
    let (model, inputShape) = Self.cases[number]
    var network = try ONNXFile.read(model.bytes) { _ in throw Missing() }
    for name in ["w", "r"] {
      let shape = try #require(network.parameter(name)).weights.shape
      network.updateParameter(name) { $0.weights = shared(shape, isFull: false) }
    }
    let input = [TypedTensor(.normal(inputShape, seed: 3))]
    let wanted = try #require(Evaluation(network).outputs(of: input)[0].tensor)
    let evaluation = try Evaluation(PackedModel(encoding: network))
    for name in ["w", "r"] {
      #expect(evaluation.network.parameter(name)?.weights.state == "absent")
    }
    let found = try #require(evaluation.outputs(of: input)[0].tensor)
    for (own, other) in zip(found.values, wanted.values) {
      #expect(abs(own - other) <= 1e-5 * max(1, abs(other)))
    }
  }

  /// A matrix that is added, too, is needed as numbers.
  @Test func whatOthersReadIsDecoded() throws {
    var model = Self.model(
      [4, 4], .init(operation: "MatMul", inputs: ["x", "w"], output: "p"), [("w", [4, 4])])
    model.nodes.append(.init(operation: "Add", inputs: ["y", "w"], output: "z"))
    model.otherOutputs = ["z"]
    var network = try ONNXFile.read(model.bytes) { _ in throw Missing() }
    network.updateParameter("w") { $0.weights = shared([4, 4], isFull: false) }
    let input = [TypedTensor(.normal([4, 4], seed: 3))]
    let evaluation = try Evaluation(PackedModel(encoding: network))
    #expect(evaluation.network.parameter("w")?.weights.state == "shared")
    #expect(try evaluation.outputs(of: input) == Evaluation(network).outputs(of: input))
  }

  @Test func inputsThatDoNotFitAreRefusedWithTheLayer() throws {
    let (model, _) = Self.cases[0]
    var network = try ONNXFile.read(model.bytes) { _ in throw Missing() }
    network.updateParameter("w") { $0.weights = shared([9, 20], isFull: true) }
    let evaluation = try Evaluation(PackedModel(encoding: network))
    #expect(throws: NetworkError.self) {
      try evaluation.outputs(of: [TypedTensor(.normal([2, 5, 8], seed: 3))])
    }
  }
}
