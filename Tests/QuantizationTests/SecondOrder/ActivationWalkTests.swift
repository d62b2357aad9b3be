import Networks
import Quantization
import Tensors
import TestSupport
import Testing

struct ActivationWalkTests {
  /// Two dense layers whose sum is read again, so that values live on.
  private func network() throws -> Network {
    let first = Dense(weights: .dense(Tensor.normal([3, 3], seed: 1)), bias: nil)
    let second = Dense(weights: .dense(Tensor.normal([3, 3], seed: 2)), bias: nil)
    let sum = try Addition(attributes: [:], inputShapes: [[3], [3]])
    return try Network(
      inputShape: [3],
      nodes: [
        .init(name: "a", layer: first, inputs: [.input]),
        .init(name: "b", layer: second, inputs: [.node(0)]),
        .init(name: "sum", layer: sum, inputs: [.node(0), .node(1)]),
      ])
  }

  private let batches = (0..<3).map { [TypedTensor(Tensor.normal([2, 3], seed: 10 + $0))] }

  @Test func eachLayerSeesWhatItReads() throws {
    let network = try network()
    var walks = [ActivationWalk(network, batches)]
    for index in network.nodes.indices {
      var seen: [[TypedTensor]] = []
      try ActivationWalk.visit(&walks, index) { batch, inputs in
        #expect(batch == seen.count)
        seen.append(inputs[0])
      }
      for (batch, inputs) in zip(batches, seen) {
        var values: [[TypedTensor]] = []
        for node in 0..<index { values.append(try network.evaluated(node, batch, values)) }
        #expect(inputs == network.nodes[index].inputs.map { Network.value($0, batch, values) })
      }
    }
    #expect(try walks[0].outputs() == batches.map { try network.evaluated($0) })
  }

  @Test func replacedLayersCountFromThereOn() throws {
    let network = try network()
    var walks = [ActivationWalk(network, batches)]
    try ActivationWalk.visit(&walks, 1) { _, _ in }
    let other = Dense(weights: .dense(Tensor.normal([3, 3], seed: 5)), bias: nil)
    var changed = network
    changed.replaceLayer(at: 1, with: other)
    let found = try walks[0].outputs(replacing: 1, by: other, batches: 2)
    #expect(found == (try batches.prefix(2).map { try changed.evaluated($0) }))
  }
}
