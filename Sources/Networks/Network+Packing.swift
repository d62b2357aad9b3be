import Tensors

extension Network {
  /// The same network, every sparse matrix of codes in the layouts that its layer computes fastest
  /// by on this processor.
  public func packedForInference() -> Network {
    var network = self
    for name in weightedNames {
      guard case .compact(let matrix, let shape)? = weightedLayer(name)?.weights else { continue }
      let packed = packed(matrix, of: name)
      network.updateLayer(name) { $0.weights = .compact(packed, shape: shape) }
    }
    return network
  }

  private func packed(_ matrix: CodebookMatrix, of name: String) -> CodebookMatrix {
    guard let convolution = weightedLayer(name) as? Convolution2D else {
      return matrix.packedForProducts()
    }
    let windows = convolution.windows(over: inputShape(of: name))
    return matrix.packedForConvolution(groups: convolution.groups, windows: windows)
  }
}
