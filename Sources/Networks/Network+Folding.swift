import Tensors

extension Network {
  /// The network without its batch normalization, as far as it follows a dense layer or a
  /// convolution that nothing else reads: γ / sqrt(σ² + ε) multiplies that layer's rows, β - μ γ /
  /// sqrt(σ² + ε) goes into its biases. Outputs of inference stay the same but for rounding; zeros
  /// of pruned weights stay. Normalization elsewhere stays, and so does one behind shared weights,
  /// whose rows would no longer share.
  public func foldingBatchNormalization() throws(NetworkError) -> Network {
    var layers = nodes.map(\.layer)
    var source = Array(nodes.indices)
    let readers = readerCounts
    for (index, node) in nodes.enumerated() {
      guard let normalization = node.layer as? BatchNormalization, node.inputs.count == 1,
        let before = node.inputs[0].node
      else { continue }
      let target = source[before]
      guard readers[before] == 1, isAlone(node), isAlone(nodes[target]),
        let layer = layers[target] as? any WeightedLayer,
        let merged = Self.merged(layer, normalization)
      else { continue }
      layers[target] = merged
      source[index] = target
    }
    guard source != Array(nodes.indices) else { return self }
    return try keeping(layers, source: source)
  }

  /// How many inputs of nodes and outputs of the network each node gives.
  private var readerCounts: [Int] {
    var counts = [Int](repeating: 0, count: nodes.count)
    for source in nodes.flatMap(\.inputs) + outputs.map(\.source) {
      if let node = source.node { counts[node] += 1 }
    }
    return counts
  }

  /// Whether no other layer holds the parameters of a node.
  private func isAlone(_ node: Node) -> Bool {
    node.parameterNames.allSatisfy { nodes(holding: $0).count == 1 }
  }

  /// The nodes that stand for themselves, with other layers; inputs that are gone are read from
  /// where `source` says.
  private func keeping(_ layers: [any Layer], source: [Int]) throws(NetworkError) -> Network {
    var place = [Int](repeating: 0, count: nodes.count)
    var kept: [Node] = []
    for (index, node) in nodes.enumerated() where source[index] == index {
      place[index] = kept.count
      let inputs = node.inputs.map { $0.placed { place[source[$0]] } }
      kept.append(node.with(layer: layers[index], inputs: inputs))
    }
    return try rebuilt(from: kept) { place[source[$0]] }
  }

  /// nil for weights whose rows cannot be scaled.
  private static func merged(_ layer: any WeightedLayer, _ normalization: BatchNormalization) -> (
    any WeightedLayer
  )? {
    var merged = layer
    let factors = normalization.factors(variance: normalization.variance)
    switch layer.weights {
    case .dense(let tensor): merged.weights = .dense(scalingRows(of: tensor, by: factors))
    case .pruned(let pruned):
      merged.weights = .pruned(
        PrunedWeights(values: scalingRows(of: pruned.values, by: factors), mask: pruned.mask))
    case .shared, .absent: return nil
    }
    let bias = layer.bias?.values ?? [Float](repeating: 0, count: factors.count)
    merged.bias = .float32(
      factors.indices.map { row in
        Float(
          factors[row] * (Double(bias[row]) - Double(normalization.mean[row]))
            + Double(normalization.shift[row]))
      })
    return merged
  }

  private static func scalingRows(of tensor: Tensor, by factors: [Double]) -> Tensor {
    var scaled = tensor
    let columns = tensor.count / max(1, factors.count)
    for (row, factor) in factors.enumerated() {
      for place in row * columns..<(row + 1) * columns {
        scaled.values[place] = Float(Double(tensor.values[place]) * factor)
      }
    }
    return scaled
  }
}
