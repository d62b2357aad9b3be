import Networks
import Tensors

/// The weights of a `.caffemodel`, found by the layer's name.
struct CaffeModelWeights: CaffeWeights {
  private let layers: [String: CaffeModelFile.Layer]

  init(_ file: CaffeModelFile) {
    layers = Dictionary(file.layers.map { ($0.name, $0) }) { first, _ in first }
  }

  func parameters(of layer: String, shape: [Int], hasBias: Bool) throws(ModelExchangeError) -> (
    Weights, Bias?
  ) {
    let blobs = try blobs(of: layer, shapes: [shape] + (hasBias ? [[shape[0]]] : []))
    return (.dense(Tensor(shape: shape, values: blobs[0])), hasBias ? .float32(blobs[1]) : nil)
  }

  func blobs(of layer: String, shapes: [[Int]]) throws(ModelExchangeError) -> [[Float]] {
    guard let found = layers[layer] else { throw .missingArray(name: layer) }
    var blobs: [[Float]] = []
    for (index, shape) in shapes.enumerated() {
      guard found.hasShape(index, shape) else {
        let other = found.blobs.indices.contains(index) ? found.blobs[index].shape : []
        throw .wrongShape(name: layer, expected: shape, found: other)
      }
      blobs.append(found.blobs[index].floats)
    }
    return blobs
  }

  func finish() throws(ModelExchangeError) {}
}

extension CaffeModelFile {
  /// The network that the `.prototxt` describes with this file's weights. Weights of layers that it
  /// does not have (those of other phases) are left alone. `inputShape` (without the batch) is
  /// needed when the description leaves it open.
  public func network(_ description: CaffeNetwork, inputShape: [Int]? = nil)
    throws(ModelExchangeError) -> Network
  {
    var weights = CaffeModelWeights(self)
    return try description.network(weights: &weights, inputShape: inputShape)
  }

  /// The weights as arrays of the network's layers: by name when the file has all of those names,
  /// else in order when there are as many. `isPartial`: those of the names that the file has, too,
  /// with weights of the same shape.
  public func arrays(for network: Network, isPartial: Bool = false) throws(ModelExchangeError)
    -> [String: TypedTensor]
  {
    let byName = Dictionary(layers.map { ($0.name, $0) }) { first, _ in first }
    let known = network.weightNames.filter { name in
      guard let layer = byName[name] else { return false }
      return !isPartial || layer.hasShape(0, network.parameter(name)?.weights.shape ?? [])
    }
    let names = isPartial ? known : network.weightNames
    let chosen = known.count == names.count ? known.compactMap { byName[$0] } : layers
    guard chosen.count == names.count else {
      throw .otherLayers(expected: names, found: layers.map(\.name))
    }
    var arrays: [String: TypedTensor] = [:]
    for (name, layer) in zip(names, chosen) {
      guard let own = network.parameter(name) else { continue }
      let shapes = [("weight", own.weights.shape)] + (own.bias.map { [("bias", [$0.count])] } ?? [])
      for (index, (part, shape)) in shapes.enumerated() {
        guard layer.hasShape(index, shape) else {
          let found = layer.blobs.indices.contains(index) ? layer.blobs[index].shape : []
          throw .wrongShape(name: layer.name, expected: shape, found: found)
        }
        arrays["\(name).\(part)"] = TypedTensor(shape: shape, layer.blobs[index].elements)
      }
    }
    return arrays
  }
}
