import Networks

extension Network {
  /// x -> fc1 -> relu1; relu1 is read by fc2 and by the addition: y = relu1 + fc2(relu1) +
  /// fc2(relu1).
  static func branched(_ first: Dense, _ second: Dense, inputs: Int) throws(NetworkError) -> Network
  {
    try Network(
      inputShape: [inputs],
      nodes: [
        Node(name: "fc1", layer: first, inputs: [.input]),
        Node(name: "relu1", layer: ReLU(), inputs: [.node(0)]),
        Node(name: "fc2", layer: second, inputs: [.node(1)]),
        Node(name: "sum", layer: Addition(), inputs: [.node(1), .node(2), .node(2)]),
      ])
  }
}
