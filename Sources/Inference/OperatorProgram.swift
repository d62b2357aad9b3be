import Networks
import Synchronization
import Tensors

/// A network of any layers made ready to run more than once: what depends on nothing but constants
/// and parameters (weights that are transposed, whole numbers that a scale turns into weights,
/// shapes) is computed at the first run and kept. Weights of a packed model that multiply or are
/// looked up run from their codes.
final class OperatorProgram: Sendable {
  private let network: Network
  /// Of each node, whether an input of the network reaches it.
  private let isDynamic: [Bool]
  private let lastReaders: [[Int]]
  /// What the other nodes give, where dynamic ones or the network's outputs read it.
  private let constants = Mutex<[[TypedTensor]]?>(nil)
  /// Those that read weights as codes; the network lacks these.
  private let coded: [Int: CodedNode]

  init(_ network: Network, coded: [Int: CodedNode] = [:]) {
    (self.network, self.coded) = (network, coded)
    (isDynamic, lastReaders) = (network.isDynamic, network.lastReaders)
  }

  /// Throws `NetworkError`, and `ContainerError` when packed weights cannot be decoded.
  func outputs(of inputs: [TypedTensor]) throws -> [TypedTensor] {
    try network.check(inputs)
    var values = try known()
    for (index, node) in network.nodes.enumerated() where isDynamic[index] {
      values[index] = try outputs(of: index, inputs, values)
      for case .node(let source, let output) in node.inputs
      where isDynamic[source] && lastReaders[source][output] == index {
        values[source][output] = TypedTensor(Tensor(zeros: [0]))
      }
    }
    return network.outputs.map { Network.value($0.source, inputs, values) }
  }

  private func outputs(of index: Int, _ inputs: [TypedTensor], _ values: [[TypedTensor]]) throws
    -> [TypedTensor]
  {
    let node = network.nodes[index]
    guard let coded = coded[index], let layer = node.layer as? any MatrixTakingLayer else {
      return try network.evaluated(index, inputs, values)
    }
    return try coded.outputs(
      of: layer, node.inputs.map { Network.value($0, inputs, values) })
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

extension Network {
  /// Of each node, whether an input of the network reaches it.
  var isDynamic: [Bool] {
    var isDynamic: [Bool] = []
    for node in nodes {
      isDynamic.append(node.inputs.contains { $0.node.map { isDynamic[$0] } ?? true })
    }
    return isDynamic
  }
}
