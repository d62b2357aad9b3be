import Tensors

extension Network {
  /// Random weights after He et al. 2015: normal with variance 2 / inputs; biases zero.
  public func initialized(random: inout RandomSource) -> Network {
    var network = self
    for name in weightedNames {
      network.updateLayer(name) { layer in
        let shape = layer.weights.shape
        let deviation = (2 / Float(max(1, shape.dropFirst().reduce(1, *)))).squareRoot()
        var tensor = Tensor(zeros: shape)
        for position in 0..<tensor.count { tensor.values[position] = deviation * random.normal() }
        layer.weights = .dense(tensor)
        layer.bias = layer.bias.map { .float32([Float](repeating: 0, count: $0.count)) }
      }
    }
    return network
  }
}
