import Networks
import Tensors

/// Which nodes of a network one step computes together.
///
/// A chain begins with a product and goes on as long as its value has one reader that the product
/// can take along: a sum with one other value, then an activation. The step stands where the last
/// of them stood, so that the other value is there.
struct Fusion {
  let steps: [Schedule.Step]

  init(_ network: Network) {
    let readers = Readers(network)
    var chains: [Int: Chain] = [:]
    var taken: Set<Int> = []
    // Later products first: of two that meet in a sum, the later one takes it along.
    for index in network.nodes.indices.reversed()
    where network.nodes[index].layer is any WeightedLayer {
      let chain = Chain(from: index, in: network, readers: readers, taken: taken)
      taken.formUnion(chain.nodes)
      chains[chain.nodes[chain.nodes.count - 1]] = chain
    }
    steps = network.nodes.indices.compactMap { index in
      if let chain = chains[index] { return chain.step(in: network) }
      let node = network.nodes[index]
      guard !taken.contains(index), node.layer.storage != .same else { return nil }
      return Schedule.Step(
        nodes: [index], isProduct: false, addend: nil, activation: .identity, inputs: node.inputs)
    }
  }
}

/// A product and what it takes along.
private struct Chain {
  var nodes: [Int]
  var addend: Network.Source?
  var activation = ActivationFunction.identity

  init(from index: Int, in network: Network, readers: Readers, taken: Set<Int>) {
    nodes = [index]
    if let next = readers.only(of: index), !taken.contains(next),
      network.nodes[next].layer is Addition, network.nodes[next].inputs.count == 2,
      let other = network.nodes[next].inputs.first(where: { $0 != .node(index) })
    {
      addend = other
      nodes.append(next)
    }
    if let next = readers.only(of: nodes[nodes.count - 1]), !taken.contains(next),
      let function = network.nodes[next].layer.activation
    {
      activation = function
      nodes.append(next)
    }
  }

  func step(in network: Network) -> Schedule.Step {
    Schedule.Step(
      nodes: nodes, isProduct: true, addend: addend, activation: activation,
      inputs: network.nodes[nodes[0]].inputs)
  }
}

/// Who reads each node's value.
struct Readers {
  private let readers: [[Int]]

  init(_ network: Network) {
    var readers = [[Int]](repeating: [], count: network.nodes.count)
    for (index, node) in network.nodes.enumerated() {
      for source in node.inputs.compactMap(\.node) { readers[source].append(index) }
    }
    for source in network.outputs.compactMap(\.source.node) { readers[source].append(-1) }
    self.readers = readers
  }

  /// The one node that reads a value, once; nil when there are more or none, or when the network
  /// gives the value.
  func only(of node: Int) -> Int? {
    readers[node].count == 1 && readers[node][0] >= 0 ? readers[node][0] : nil
  }
}
