import Tensors

extension Network {
  /// Random weights after He et al. 2015: normal with variance 2 / inputs; biases zero.
  public func initialized(random: inout RandomSource) -> Network {
    var network = self
    for name in weightNames {
      network.updateParameter(name) { parameter in
        let shape = parameter.weights.shape
        let deviation = (2 / Float(max(1, shape.dropFirst().reduce(1, *)))).squareRoot()
        parameter.weights = .dense(Self.normal(shape, deviation: deviation, random: &random))
        parameter.bias = parameter.bias.map { .float32([Float](repeating: 0, count: $0.count)) }
      }
    }
    return network
  }

  /// More weights than this are drawn in blocks of this size by several threads, each block by a
  /// generator of its own: the numbers do not depend on the threads.
  private static let blockSize = 1 << 20

  private static func normal(_ shape: [Int], deviation: Float, random: inout RandomSource) -> Tensor
  {
    let count = shape.reduce(1, *)
    let blocks = (count + blockSize - 1) / blockSize
    guard blocks > 1 else {
      var values = [Float](repeating: 0, count: count)
      for position in 0..<count { values[position] = deviation * random.normal() }
      return Tensor(shape: shape, values: values)
    }
    let sources = (0..<blocks).map { _ in random.split() }
    let values = [Float](unsafeUninitializedCapacity: count) { target, filled in
      filled = count
      guard let base = target.baseAddress.map({ SharedPointer($0) }) else { return }
      Parallel.forEach(blocks) { block in
        var random = sources[block]
        for position in block * blockSize..<min(count, (block + 1) * blockSize) {
          base.base[position] = deviation * random.normal()
        }
      }
    }
    return Tensor(shape: shape, values: values)
  }
}
