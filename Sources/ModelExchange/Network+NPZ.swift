import Networks
import Tensors

/// A network's parameters as named arrays, for a layer `fc1` of weights [out, in]:
///
/// | array | type | when |
/// |---|---|---|
/// | `fc1.weight` | f4 [out, in] | what the weights are worth; with the form `shared` only for
/// weights that are not |
/// | `fc1.bias` | f4 [out], or f2 when they are kept in 16 bits | when the layer adds biases |
/// | `fc1.mask` | u1 [out, in], 1 survives | pruned and shared weights, not with the form `values`
/// |
/// | `fc1.codes` | u1 [out, in], 0 where pruned | shared weights, not with the form `values` |
/// | `fc1.codebook` | f4 or f2 [k] | as the codes |
/// | `batchnorm1.scale` | f4 [channels] | batch normalization; likewise `shift`, `mean`, `variance`
/// |
extension Network {
  public func arrays(_ form: WeightForm = .everything) -> [String: TypedTensor] {
    if let arrays = try? origin?.arrays(of: self, form) { return arrays }
    var arrays: [String: TypedTensor] = [:]
    for name in parameterNames {
      guard let parameter = parameter(name) else { continue }
      guard parameter.role == .weights else {
        arrays[name] = TypedTensor(
          shape: parameter.weights.shape, .float32(parameter.values))
        continue
      }
      arrays["\(name).bias"] = parameter.bias.map { TypedTensor($0) }
      for (part, array) in parameter.weights.arrays(form) { arrays["\(name).\(part)"] = array }
    }
    return arrays
  }
}

extension NPZFile {
  public static func write(_ network: Network, form: WeightForm = .everything)
    throws(ModelExchangeError) -> [UInt8]
  {
    try write(network.arrays(form))
  }
}

extension Weights {
  /// By the last part of their names.
  func arrays(_ form: WeightForm) -> [String: TypedTensor] {
    var arrays: [String: TypedTensor] = [:]
    var isShared = false
    if case .shared(let shared) = self, form != .values {
      arrays["codes"] = TypedTensor(shape: shape, .uint8(shared.codeOfEveryWeight))
      arrays["codebook"] = TypedTensor(shared.codebook)
      isShared = true
    }
    if form != .values {
      arrays["mask"] = mask.map {
        TypedTensor(shape: shape, .uint8($0.isKept.map { $0 ? 1 : 0 }))
      }
    }
    if form != .shared || !isShared {
      arrays["weight"] = TypedTensor(shape: shape, .float32(tensor.values))
    }
    return arrays
  }
}

extension TypedTensor {
  fileprivate init(_ bias: Bias) {
    if case .float16(let values) = bias {
      self.init(shape: [values.count], .float16(values))
    } else {
      self.init(shape: [bias.count], .float32(bias.values))
    }
  }

  fileprivate init(_ codebook: Codebook) {
    let elements: Elements =
      switch codebook.precision.float {
      case .float32: .float32(codebook.centroids)
      case .float16: .float16(codebook.centroids.map { Float16($0) })
      }
    self.init(shape: [codebook.count], elements)
  }
}

extension SharedWeights {
  fileprivate var codeOfEveryWeight: [UInt8] {
    var codes = [UInt8](repeating: 0, count: mask.count)
    for (position, code) in zip(mask.survivors, self.codes) { codes[Int(position)] = code }
    return codes
  }
}
