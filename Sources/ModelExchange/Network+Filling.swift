import Networks
import Tensors

extension Network {
  /// The network with the parameters of these arrays (see `Network.arrays`): dense weights, or
  /// pruned ones when there is a mask, or shared ones when there are codes and a codebook as well,
  /// which need no values. Every layer must find its arrays, every array its layer. Codes take as
  /// many bits as the codebook needs; 8-bit biases come back as floats.
  public func filled(from arrays: [String: NPYArray]) throws(ModelExchangeError) -> Network {
    var filled = self
    var known: Set<String> = []
    for index in nodes.indices {
      if var layer = nodes[index].layer as? any ChannelLayer {
        let reader = ChannelArrays(name: nodes[index].name, arrays: arrays)
        known.formUnion(reader.names(of: layer))
        layer.parameters = try reader.parameters(of: layer)
        filled.replaceLayer(at: index, with: layer)
      }
      guard var layer = nodes[index].layer as? any WeightedLayer else { continue }
      let reader = LayerArrays(name: nodes[index].name, arrays: arrays, shape: layer.weights.shape)
      layer.weights = try reader.weights()
      if let bias = layer.bias { layer.bias = try reader.bias(count: bias.count) }
      known.formUnion(reader.names(hasBias: layer.bias != nil))
      filled.replaceLayer(at: index, with: layer)
    }
    if let stray = arrays.keys.sorted().first(where: { !known.contains($0) }) {
      throw .unknownArray(name: stray, expected: known.sorted())
    }
    return filled
  }
}

/// The arrays of one channel layer, one a row of its parameters.
private struct ChannelArrays {
  let name: String
  let arrays: [String: NPYArray]

  func names(of layer: any ChannelLayer) -> [String] {
    type(of: layer).parameterNames.map { "\(name).\($0)" }
  }

  func parameters(of layer: any ChannelLayer) throws(ModelExchangeError) -> Tensor {
    let shape = [layer.parameters.shape[1]]
    var values: [Float] = []
    for key in names(of: layer) {
      guard let array = arrays[key] else { throw .missingArray(name: key) }
      guard array.shape == shape else {
        throw .wrongShape(name: key, expected: shape, found: array.shape)
      }
      values += array.floats
    }
    let parameters = Tensor(shape: layer.parameters.shape, values: values)
    guard layer.accepts(parameters) else { throw .unusableChannels(layer: name) }
    return parameters
  }
}

/// The arrays of one layer with weights.
private struct LayerArrays {
  let name: String
  let arrays: [String: NPYArray]
  /// Of the layer's weights.
  let shape: [Int]

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
    guard case .uint8(let values) = try array(part, shape: shape).elements else {
      throw .wrongElementType(name: key(part), expected: "bytes (u1)")
    }
    return values
  }

  private func array(_ part: String, shape: [Int]) throws(ModelExchangeError) -> NPYArray {
    guard let array = arrays[key(part)] else { throw .missingArray(name: key(part)) }
    guard array.shape == shape else {
      throw .wrongShape(name: key(part), expected: shape, found: array.shape)
    }
    return array
  }
}
