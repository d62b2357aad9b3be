import Networks
import Tensors

/// A network's parameters as named arrays, for a layer `fc1` of weights [out, in]:
///
/// | array | type | when |
/// |---|---|---|
/// | `fc1.weight` | f4 [out, in] | always; what the weights are worth |
/// | `fc1.bias` | f4 [out], or f2 when they are kept in 16 bits | when the layer adds biases |
/// | `fc1.mask` | u1 [out, in], 1 survives | pruned and shared weights |
/// | `fc1.codes` | u1 [out, in], 0 where pruned | shared weights |
/// | `fc1.codebook` | f4 or f2 [k] | shared weights |
/// | `batchnorm1.scale` | f4 [channels] | batch normalization; likewise `shift`, `mean`, `variance` |
extension NPZFile {
  public static func write(_ network: Network) throws(ModelExchangeError) -> [UInt8] {
    try write(arrays(of: network))
  }

  public static func arrays(of network: Network) -> [String: NPYArray] {
    var arrays: [String: NPYArray] = [:]
    for node in network.nodes {
      guard let layer = node.layer as? any ChannelLayer else { continue }
      for (name, row) in layer.rowsByName {
        arrays["\(node.name).\(name)"] = NPYArray(shape: [row.count], elements: .float32(Array(row)))
      }
    }
    for name in network.weightedNames {
      guard let layer = network.weightedLayer(name) else { continue }
      let weights = layer.weights
      arrays["\(name).weight"] = NPYArray(shape: weights.shape, elements: .float32(weights.tensor.values))
      arrays["\(name).bias"] = layer.bias.map(NPYArray.init)
      arrays["\(name).mask"] = weights.mask.map { mask in
        NPYArray(shape: mask.shape, elements: .uint8(mask.isKept.map { $0 ? 1 : 0 }))
      }
      guard case .shared(let shared) = weights else { continue }
      arrays["\(name).codes"] = NPYArray(shape: shared.shape, elements: .uint8(shared.codeOfEveryWeight))
      arrays["\(name).codebook"] = NPYArray(shared.codebook)
    }
    return arrays
  }
}

extension ChannelLayer {
  /// The rows of the parameters with their names.
  fileprivate var rowsByName: [(name: String, row: ArraySlice<Float>)] {
    let channels = parameters.shape[1]
    return Self.parameterNames.enumerated().map { ($1, parameters.values[$0 * channels..<($0 + 1) * channels]) }
  }
}

extension NPYArray {
  fileprivate init(_ bias: Bias) {
    if case .float16(let values) = bias {
      self.init(shape: [values.count], elements: .float16(values))
    } else {
      self.init(shape: [bias.count], elements: .float32(bias.values))
    }
  }

  fileprivate init(_ codebook: Codebook) {
    let elements: Elements =
      switch codebook.precision {
      case .float32: .float32(codebook.centroids)
      case .float16: .float16(codebook.centroids.map { Float16($0) })
      }
    self.init(shape: [codebook.count], elements: elements)
  }
}

extension SharedWeights {
  fileprivate var codeOfEveryWeight: [UInt8] {
    var codes = [UInt8](repeating: 0, count: mask.count)
    for (position, code) in zip(mask.survivors, self.codes) { codes[Int(position)] = code }
    return codes
  }
}
