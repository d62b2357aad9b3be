import Language
import Networks

/// The table that `show net` prints: one row a layer.
enum NetworkSummary {
  static func table(of network: Network) -> Table {
    var rows: [[Value]] = []
    for (node, shape) in zip(network.nodes, network.outputShapes) { rows.append(row(node, shape)) }
    let names = [
      "layer", "kind", "output", "weights", "biases", "state", "kept", "bits", "bytes", "reads",
    ]
    let inputs = network.nodes.map { node in
      node.inputs.map(network.name(of:)).joined(separator: " ")
    }
    return Table(
      title: network.summary,
      columns: names.enumerated().map { index, name in
        .init(
          name, index == 9 ? inputs.map { .string($0) } : rows.map { $0[index] },
          format: name == "kept" ? ".2%" : name == "bytes" ? "d" : nil)
      })
  }

  private static func row(_ node: Network.Node, _ shape: [Int]) -> [Value] {
    let start: [Value] = [
      .string(node.name), .string(node.layer.kind),
      .string(shape.map(String.init).joined(separator: "x")),
    ]
    let weights = node.layer.parameters.filter { $0.role == .weights }
    guard let first = weights.first else { return start + [Value](repeating: .none, count: 6) }
    let values = weights.map { parameter in
      LayerValue(name: node.name, kind: node.layer.kind, parameter: parameter)
    }
    let count = weights.reduce(0) { $0 + $1.weights.count }
    let kept = weights.reduce(0) { $0 + $1.weights.survivorCount }
    let parameters = node.layer.parameters.reduce(0) { $0 + $1.count }
    let isUniform = Set(weights.map(\.weights.state)).count == 1
    return start + [
      .number(Double(count)), .number(Double(weights.reduce(0) { $0 + ($1.bias?.count ?? 0) })),
      .string(isUniform ? first.weights.state : "mixed"),
      .number(count == 0 ? 1 : Double(kept) / Double(count)), values[0].bits,
      .number(Double(4 * parameters)),
    ]
  }
}
