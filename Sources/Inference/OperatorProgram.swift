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
  private let lastReaders: [[Int]]
  /// What the other nodes give, where dynamic ones or the network's outputs read it.
  private let constants = Mutex<[[TypedTensor]]?>(nil)

  init(_ network: Network) {
    self.network = network
    var isDynamic: [Bool] = []
    for node in network.nodes {
      isDynamic.append(node.inputs.contains { $0.node.map { isDynamic[$0] } ?? true })
    }
    (self.isDynamic, lastReaders) = (isDynamic, network.lastReaders)
  }

  func outputs(of inputs: [TypedTensor]) throws(NetworkError) -> [TypedTensor] {
    try network.check(inputs)
    var values = try known()
    for (index, node) in network.nodes.enumerated() where isDynamic[index] {
      values[index] = try network.evaluated(index, inputs, values)
      for case .node(let source, let output) in node.inputs
      where isDynamic[source] && lastReaders[source][output] == index {
        values[source][output] = TypedTensor(Tensor(zeros: [0]))
      }
    }
    return network.outputs.map { Network.value($0.source, inputs, values) }
  }

  private func known() throws(NetworkError) -> [[TypedTensor]] {
    if let known = constants.withLock({ $0 }) { return known }
    var values = [[TypedTensor]](repeating: [], count: network.nodes.count)
    var needed = Set(network.outputs.compactMap(\.source.node))
    for (index, node) in network.nodes.enumerated() {
      if isDynamic[index] {
        needed.formUnion(node.inputs.compactMap(\.node))
      } else {
        values[index] = try network.evaluated(index, [], values)
      }
    }
    for index in values.indices where !needed.contains(index) { values[index] = [] }
    let kept = values
    constants.withLock { $0 = kept }
    return kept
  }
}
