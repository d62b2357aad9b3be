import Networks
import Tensors

extension Network {
  /// The network with the parameters of these arrays (see `Network.arrays`): dense weights, or
  /// pruned ones when there is a mask, or shared ones when there are codes and a codebook as well,
  /// which need no values. Every layer must find its arrays, every array its layer. Codes take as
  /// many bits as the codebook needs; 8-bit biases come back as floats.
  public func filled(from arrays: [String: TypedTensor]) throws(ModelExchangeError) -> Network {
    try filled(from: renamedFromPyTorch(arrays), names: parameterNames)
  }

  /// The same with what the arrays and the network both have: parameters without arrays, or whose
  /// arrays have other shapes, stay as they are, and arrays without a place are left alone. `names`
  /// are the parameters that were filled.
  public func partlyFilled(from arrays: [String: TypedTensor]) throws(ModelExchangeError) -> (
    network: Network, names: [String]
  ) {
    let arrays = renamedFromPyTorch(arrays)
    let names = parameterNames.filter { name in
      parameter(name).map { ParameterArrays.fit($0, name, arrays) } ?? false
    }
    let own = arrays.filter { array in
      names.contains { array.key == $0 || array.key.hasPrefix($0 + ".") }
    }
    return (try filled(from: own, names: names), names)
  }

  private func filled(from arrays: [String: TypedTensor], names: [String])
    throws(ModelExchangeError) -> Network
  {
    var filled = self
    var known: Set<String> = []
    for name in names {
      guard let parameter = parameter(name) else { continue }
      let reader = ParameterArrays(name: name, arrays: arrays, shape: parameter.weights.shape)
      guard parameter.role == .weights else {
        let values = Weights.dense(try reader.plain())
        filled.updateParameter(name) { $0.weights = values }
        known.insert(name)
        continue
      }
      let weights = try reader.weights()
      var bias = parameter.bias
      if let count = bias?.count { bias = try reader.bias(count: count) }
      filled.updateParameter(name) { ($0.weights, $0.bias) = (weights, bias) }
      known.formUnion(reader.names(hasBias: bias != nil))
    }
    for node in filled.nodes where !node.layer.accepts(node.layer.parameters) {
      throw .unusableChannels(layer: node.name)
    }
    if let stray = arrays.keys.sorted().first(where: { !known.contains($0) }) {
      throw .unknownArray(name: stray, expected: known.sorted())
    }
    return filled
  }
}

extension Network {
  /// PyTorch's words for the parameters of batch normalization.
  private static let pytorchParts = [
    "scale": "weight", "shift": "bias", "mean": "running_mean", "variance": "running_var",
  ]

  /// Arrays of a PyTorch `state_dict` under the names of this network: parts of batch normalization
  /// have other words, counters of batches no place, and all names may begin with those of modules
  /// around ("model.", "module.").
  private func renamedFromPyTorch(_ arrays: [String: TypedTensor]) -> [String: TypedTensor] {
    var renamed = arrays.filter { !$0.key.hasSuffix(".num_batches_tracked") }
    let prefix = commonPrefix(of: renamed.keys)
    if !prefix.isEmpty {
      renamed = Dictionary(
        uniqueKeysWithValues: renamed.map { (String($0.key.dropFirst(prefix.count)), $0.value) })
    }
    for node in nodes where node.layer is BatchNormalization {
      guard renamed["\(node.name).scale"] == nil else { continue }
      for (part, word) in Self.pytorchParts {
        guard let array = renamed.removeValue(forKey: "\(node.name).\(word)") else { continue }
        renamed["\(node.name).\(part)"] = array
      }
    }
    return renamed
  }

  /// What all names begin with, up to a full stop, when no layer's name does.
  private func commonPrefix(of names: some Collection<String>) -> String {
    var prefix = ""
    while let first = names.first, let next = first.dropFirst(prefix.count).firstIndex(of: ".") {
      let longer = String(first[...next])
      let isKnown = nodes.contains { longer.hasPrefix($0.name + ".") || $0.name.hasPrefix(longer) }
      guard !isKnown, names.allSatisfy({ $0.hasPrefix(longer) }) else { break }
      prefix = longer
    }
    return prefix
  }
}

/// The arrays of one parameter.
private struct ParameterArrays {
  let name: String
  let arrays: [String: TypedTensor]
  /// Of the weights.
  let shape: [Int]

  /// Whether there are arrays of the parameter's shapes.
  static func fit(
    _ parameter: LayerParameter, _ name: String, _ arrays: [String: TypedTensor]
  ) -> Bool {
    let shape = parameter.weights.shape
    guard parameter.role == .weights else { return arrays[name]?.shape == shape }
    let values = arrays["\(name).weight"] ?? arrays["\(name).codes"]
    let bias = parameter.bias.map { [$0.count] }
    return values?.shape == shape && (bias == nil || arrays["\(name).bias"]?.shape == bias)
  }

  /// The numbers of a parameter that is no matrix of weights, under its own name.
  func plain() throws(ModelExchangeError) -> Tensor {
    guard let array = arrays[name] else { throw .missingArray(name: name) }
    guard array.shape == shape else {
      throw .wrongShape(name: name, expected: shape, found: array.shape)
    }
    return Tensor(shape: shape, values: array.floats)
  }

  func names(hasBias: Bool) -> [String] {
    ["weight", "mask", "codes", "codebook"].map(key) + (hasBias ? [key("bias")] : [])
  }

  private func key(_ part: String) -> String { "\(name).\(part)" }

  func weights() throws(ModelExchangeError) -> Weights {
    let mask = try mask()
    if arrays[key("codes")] != nil {
      guard let mask else { throw .missingArray(name: key("mask")) }
      return .shared(try shared(mask))
    }
    let tensor = Tensor(shape: shape, values: try array("weight", shape: shape).floats)
    return mask.map { .pruned(PrunedWeights(values: tensor, mask: $0)) } ?? .dense(tensor)
  }

  func bias(count: Int) throws(ModelExchangeError) -> Bias {
    let array = try array("bias", shape: [count])
    if case .float16(let values) = array.elements { return .float16(values) }
    return .float32(array.floats)
  }

  private func mask() throws(ModelExchangeError) -> Mask? {
    guard arrays[key("mask")] != nil else { return nil }
    return Mask(shape: shape, isKept: try bytes("mask").map { $0 != 0 })
  }

  private func shared(_ mask: Mask) throws(ModelExchangeError) -> SharedWeights {
    let codebook = try codebook()
    let everyCode = try bytes("codes")
    let codes = mask.survivors.map { everyCode[Int($0)] }
    if let stray = codes.first(where: { Int($0) >= codebook.count }) {
      throw .codeWithoutCentroid(name: key("codes"), code: Int(stray), centroids: codebook.count)
    }
    let bits = max(1, Int.bitWidth - (codebook.count - 1).leadingZeroBitCount)
    return SharedWeights(mask: mask, codes: codes, codebook: codebook, bits: bits)
  }

  private func codebook() throws(ModelExchangeError) -> Codebook {
    guard let array = arrays[key("codebook")] else { throw .missingArray(name: key("codebook")) }
    guard (1...256).contains(array.elements.count), array.shape.count == 1 else {
      throw .tooManyCentroids(name: key("codebook"), count: array.elements.count)
    }
    if case .float16 = array.elements {
      return Codebook(centroids: array.floats, precision: .float16)
    }
    return Codebook(centroids: array.floats, precision: .float32)
  }

  private func bytes(_ part: String) throws(ModelExchangeError) -> [UInt8] {
    switch try array(part, shape: shape).elements {
    case .uint8(let values): return values
    case .bool(let values): return values.map { $0 ? 1 : 0 }
    default: throw .wrongElementType(name: key(part), expected: "bytes (u1) or booleans (b1)")
    }
  }

  private func array(_ part: String, shape: [Int]) throws(ModelExchangeError) -> TypedTensor {
    guard let array = arrays[key(part)] else { throw .missingArray(name: key(part)) }
    guard array.shape == shape else {
      throw .wrongShape(name: key(part), expected: shape, found: array.shape)
    }
    return array
  }
}
