import Language
import Networks

/// The table that `show net` prints: one row a layer.
enum NetworkSummary {
  static func table(of network: Network) -> Table {
    var rows: [[Value]] = []
    for (node, shape) in zip(network.nodes, network.outputShapes) { rows.append(row(node, shape)) }
    let names = ["layer", "kind", "output", "weights", "biases", "state", "kept", "bits", "reads"]
    let inputs = network.nodes.map { node in
      node.inputs.map { $0 < 0 ? "input" : network.nodes[$0].name }.joined(separator: " ")
    }
    return Table(
      title: network.summary,
      columns: names.enumerated().map { index, name in
        .init(
          name, index == 8 ? inputs.map { .string($0) } : rows.map { $0[index] },
          format: name == "kept" ? ".2%" : nil)
      })
  }

  private static func row(_ node: Network.Node, _ shape: [Int]) -> [Value] {
    let start: [Value] = [
      .string(node.name), .string(type(of: node.layer).operation),
      .string(shape.map(String.init).joined(separator: "x")),
    ]
    guard let layer = node.layer as? any WeightedLayer else {
      return start + [Value](repeating: .none, count: 5)
    }
    let value = LayerValue(name: node.name, layer: layer)
    return start + [
      .number(Double(layer.weights.count)), .number(Double(layer.bias?.count ?? 0)),
      .string(layer.weights.state), .number(value.density), value.bits,
    ]
  }
}
