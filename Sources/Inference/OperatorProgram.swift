import Networks
import Synchronization
import Tensors

/// A network of any layers made ready to run more than once: what depends on nothing but constants
/// and parameters (weights that are transposed, whole numbers that a scale turns into weights,
/// shapes) is computed at the first run and kept.
final class OperatorProgram: Sendable {
  private let network: Network
  /// Of each node, whether an input of the network reaches it.
  private let isDynamic: [Bool]
  /// For each node the outputs of others that nobody reads after it.
  private let lastRead: [[(node: Int, output: Int)]]
  /// Of nodes that are not dynamic, where dynamic ones or the network's outputs read them.
  private let constants = Mutex<[Int: [TypedTensor]]?>(nil)

  init(_ network: Network) {
    self.network = network
    var isDynamic: [Bool] = []
    for node in network.nodes {
      isDynamic.append(node.inputs.contains { $0.node.map { isDynamic[$0] } ?? true })
    }
    var lastRead = [[(node: Int, output: Int)]](repeating: [], count: network.nodes.count)
    for (node, readers) in network.lastReaders.enumerated() where isDynamic[node] {
      for (output, reader) in readers.enumerated() where reader < network.nodes.count {
        lastRead[reader].append((node, output))
      }
    }
    (self.isDynamic, self.lastRead) = (isDynamic, lastRead)
  }

  func outputs(of inputs: [TypedTensor]) throws(NetworkError) -> [TypedTensor] {
    try network.check(inputs)
    var values: [Int: [TypedTensor]] = try known()
    for index in network.nodes.indices where isDynamic[index] {
      values[index] = try network.evaluated(node: index, reading: inputs, values)
      for (node, output) in lastRead[index] {
        values[node]?[output] = TypedTensor(Tensor(zeros: [0]))
      }
    }
    return network.outputs.map { Network.value($0.source, inputs, values) }
  }

  private func known() throws(NetworkError) -> [Int: [TypedTensor]] {
    if let known = constants.withLock({ $0 }) { return known }
    var values: [Int: [TypedTensor]] = [:]
    for index in network.nodes.indices where !isDynamic[index] {
      values[index] = try network.evaluated(node: index, reading: [], values)
    }
    var needed = Set(network.outputs.compactMap(\.source.node))
    for (index, node) in network.nodes.enumerated() where isDynamic[index] {
      needed.formUnion(node.inputs.compactMap(\.node))
    }
    let kept = values.filter { needed.contains($0.key) }
    constants.withLock { $0 = kept }
    return kept
  }
}

extension Network {
  /// What a node gives, by its layer's own code.
  fileprivate func evaluated(
    node index: Int, reading inputs: [TypedTensor], _ values: [Int: [TypedTensor]]
  ) throws(NetworkError) -> [TypedTensor] {
    let node = nodes[index]
    do {
      return try node.layer.evaluated(node.inputs.map { Self.value($0, inputs, values) })
    } catch {
      guard case .cannotCompute(_, let reason) = error else { throw error }
      throw .cannotCompute(layer: node.name, reason: reason)
    }
  }

  fileprivate static func value(
    _ source: Source, _ inputs: [TypedTensor], _ values: [Int: [TypedTensor]]
  ) -> TypedTensor {
    switch source {
    case .input(let index): inputs[index]
    case .node(let index, let output): values[index]?[output] ?? TypedTensor(Tensor(zeros: [0]))
    }
  }
}
