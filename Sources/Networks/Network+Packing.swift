import Tensors

extension Network {
  /// The same network, every sparse matrix of codes in the layouts that its layer computes fastest
  /// by on this processor.
  public func packedForInference() -> Network {
    var network = self
    for name in weightNames {
      guard case .compact(let matrix, let shape)? = parameter(name)?.weights else { continue }
      let packed = packed(matrix, of: name)
      network.updateParameter(name) { $0.weights = .compact(packed, shape: shape) }
    }
    return network
  }

  private func packed(_ matrix: CodebookMatrix, of name: String) -> CodebookMatrix {
    guard let index = nodes(holding: name).first, let source = nodes[index].inputs.first,
      let convolution = nodes[index].layer as? Convolution2D
    else { return matrix.packedForProducts() }
    let windows = convolution.windows(over: shape(of: source))
    return matrix.packedForConvolution(groups: convolution.groups, windows: windows)
  }
}
