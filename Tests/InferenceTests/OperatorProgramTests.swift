import Inference
import ModelExchange
import Networks
import Tensors
import TestSupport
import Testing

/// Through `Evaluation`: the same numbers as layer by layer, at the first run and later ones.
struct OperatorProgramTests {
  private struct Missing: Error {}

  private func read(_ model: ONNXModel) throws -> Network {
    try ONNXFile.read(model.bytes) { _ in throw Missing() }
  }

  @Test func everyRunGivesWhatTheLayersGive() throws {
    let network = try read(.branching)
    let evaluation = Evaluation(network)
    for (seed, count) in [(1, 2), (2, 5), (3, 1)] as [(UInt64, Int)] {
      let inputs = [
        TypedTensor(.normal([count, 4], seed: seed)),
        TypedTensor(shape: [count, 2], [Int64](repeating: 1, count: 2 * count)),
      ]
      #expect(try evaluation.outputs(of: inputs) == network.evaluated(inputs))
    }
  }

  /// w' = w ᵀ is a constant; a changed parameter makes another one.
  @Test func constantsFollowTheirParameters() throws {
    var model = ONNXModel(inputShape: [0, 4])
    model.floats = [("w", .normal([8, 4], seed: 1))]
    model.nodes = [
      .init(operation: "Transpose", inputs: ["w"], output: "t", integers: ["perm": [1, 0]]),
      .init(operation: "MatMul", inputs: ["x", "t"], output: "p"),
      .init(operation: "Softsign", inputs: ["p"], output: "y"),
    ]
    model.otherOutputs = ["t"]
    var network = try read(model)
    let x = [TypedTensor(.normal([2, 4], seed: 2))]
    #expect(try Evaluation(network).outputs(of: x) == network.evaluated(x))
    network.updateParameter("w") { $0.weights = .dense($0.weights.tensor.map { -$0 }) }
    #expect(try Evaluation(network).outputs(of: x) == network.evaluated(x))
  }
}
