import Networks
import Tensors

/// A network's values for batches of inputs, from layer to layer: what each one reads is there when
/// it is its turn, and nothing is computed twice as long as what is needed fits into memory.
package struct ActivationWalk {
  /// Layers that were visited may have been replaced.
  package var network: Network
  package let batches: [[TypedTensor]]
  /// Outputs of the nodes before `node` that later ones read, one array a batch.
  private var kept: (node: Int, values: [[[TypedTensor]]])
  private let lastReaders: [[Int]]

  /// Bytes of values that are kept between two visits.
  private static let budget = 2 << 30
  private static let nothing = TypedTensor(Tensor(zeros: [0]))

  package init(_ network: Network, _ batches: [[TypedTensor]]) {
    (self.network, self.batches) = (network, batches)
    kept = (0, [[[TypedTensor]]](repeating: [], count: batches.count))
    lastReaders = network.lastReaders
  }

  /// What the node reads in each of the networks, batch by batch. Precondition: walks through the
  /// same layers and batches, none of them beyond the node.
  package static func visit(
    _ walks: inout [ActivationWalk], _ index: Int,
    _ body: (_ batch: Int, _ inputs: [[TypedTensor]]) throws -> Void
  ) throws {
    var next = [[[[TypedTensor]]]](repeating: [], count: walks.count)
    for batch in walks[0].batches.indices {
      var inputs: [[TypedTensor]] = []
      for (number, walk) in walks.enumerated() {
        let values = try walk.advanced(batch, to: index)
        inputs.append(walk.read(by: index, batch, values))
        if next[number].count == batch, bytes(values) * walk.batches.count <= budget {
          next[number].append(values)
        }
      }
      try body(batch, inputs)
    }
    for number in walks.indices where next[number].count == walks[number].batches.count {
      walks[number].kept = (index, next[number])
    }
  }

  /// The network's outputs for the first batches, with another layer in place of a node that is
  /// visited last.
  package func outputs(replacing index: Int, by layer: any Layer, batches count: Int) throws
    -> [[TypedTensor]]
  {
    var changed = self
    changed.network.replaceLayer(at: index, with: layer)
    return try changed.outputs(batches: count)
  }

  /// The network's outputs for the first batches.
  package func outputs(batches count: Int? = nil) throws -> [[TypedTensor]] {
    try batches.indices.prefix(count ?? batches.count).map { batch in
      let values = try advanced(batch, to: network.nodes.count)
      return network.outputs.map { Network.value($0.source, batches[batch], values) }
    }
  }

  /// Values of the nodes before `index`, as far as they are read from there on.
  private func advanced(_ batch: Int, to index: Int) throws -> [[TypedTensor]] {
    var values = kept.values[batch]
    for node in kept.node..<max(kept.node, index) {
      values.append(try network.evaluated(node, batches[batch], values))
      for case .node(let source, let output) in network.nodes[node].inputs
      where lastReaders[source][output] == node {
        values[source][output] = Self.nothing
      }
    }
    return values
  }

  private func read(by index: Int, _ batch: Int, _ values: [[TypedTensor]]) -> [TypedTensor] {
    network.nodes[index].inputs.map { Network.value($0, batches[batch], values) }
  }

  private static func bytes(_ values: [[TypedTensor]]) -> Int {
    values.joined().reduce(0) { $0 + $1.count * $1.type.bytes }
  }
}
