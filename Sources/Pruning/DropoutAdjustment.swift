import Networks

extension Network {
  /// A pruned layer needs less dropout: D_r = D_o · sqrt(C_ir / C_io), where C are the connections
  /// of the layer whose outputs are dropped (Han et al. 2015, section 3.2). Gives a copy for
  /// retraining. With a density to which retraining will prune, that is what will be left.
  public func withAdjustedDropout(density target: Double = 1) -> Network {
    var network = self
    for (index, node) in nodes.enumerated() {
      guard let dropout = node.layer as? Dropout, let source = weightedSource(of: index) else {
        continue
      }
      let density = min(target, Double(source.survivorCount) / Double(max(1, source.count)))
      network.replaceLayer(at: index, with: Dropout(rate: dropout.rate * density.squareRoot()))
    }
    return network
  }

  /// The same network with the dropout rates of `other`.
  public func withDropout(of other: Network) -> Network {
    var network = self
    for (index, node) in other.nodes.enumerated() where node.layer is Dropout {
      network.replaceLayer(at: index, with: node.layer)
    }
    return network
  }

  /// The weights that a node's first input comes from, through layers without any.
  private func weightedSource(of index: Int) -> Weights? {
    var current = nodes[index].inputs.first?.node
    while let node = current {
      if let parameter = nodes[node].layer.parameters.first(where: { $0.role == .weights }) {
        return parameter.weights
      }
      current = nodes[node].inputs.first?.node
    }
    return nil
  }
}
