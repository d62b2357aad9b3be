import CompressedModels
import Networks
import Tensors

/// Networks with random parameters, the same on every machine.
enum SampleNetworks {
  static func random(_ seed: UInt64) -> RandomSource { RandomSource(seed: seed) }

  /// How one layer's parameters are made.
  struct LayerStyle {
    var density = 0.1
    var bits = 4
    var precision = CentroidPrecision.float16
    var biasBits = 8
    /// Centroids that are multiples of a step.
    var isGrid = false
  }

  /// A chain of dense layers with ReLU between them, every layer sharing weights.
  static func shared(
    _ extents: [Int], styles: [LayerStyle] = [], dropout: Double = 0, seed: UInt64 = 1
  ) throws -> Network {
    var random = RandomSource(seed: seed)
    var network = try chain(extents, dropout: dropout)
    for (number, name) in network.weightNames.enumerated() {
      let style = number < styles.count ? styles[number] : LayerStyle()
      network.updateParameter(name) { layer in
        layer.weights = .shared(
          sharedWeights(shape: layer.weights.shape, style: style, random: &random))
        layer.bias = randomBias(layer.weights.shape[0], bits: style.biasBits, random: &random)
      }
    }
    return network
  }

  static func pruned(_ extents: [Int], density: Double = 0.2, seed: UInt64 = 2) throws -> Network {
    var random = RandomSource(seed: seed)
    var network = try dense(extents, seed: seed)
    for name in network.weightNames {
      network.updateParameter(name) { layer in
        let mask = randomMask(shape: layer.weights.shape, density: density, random: &random)
        layer.weights = .pruned(PrunedWeights(values: layer.weights.tensor, mask: mask))
      }
    }
    return network
  }

  static func dense(_ extents: [Int], seed: UInt64 = 3) throws -> Network {
    var random = RandomSource(seed: seed)
    var network = try chain(extents, dropout: 0)
    for name in network.weightNames {
      network.updateParameter(name) { layer in
        let shape = layer.weights.shape
        let values = (0..<shape[0] * shape[1]).map { _ in random.normal() }
        layer.weights = .dense(Tensor(shape: shape, values: values))
        layer.bias = randomBias(shape[0], bits: 32, random: &random)
      }
    }
    return network
  }

  /// LeNet-300-100 as the paper leaves it: 8, 9 and 26 % of the weights, 6-bit codes.
  static func lenet300(seed: UInt64 = 7) throws -> Network {
    let style = LayerStyle(density: 0.08, bits: 6, precision: .float16, biasBits: 8)
    var styles = [style, style, style]
    (styles[1].density, styles[2].density) = (0.09, 0.26)
    return try shared([784, 300, 100, 10], styles: styles, dropout: 0.5, seed: seed)
  }

  static func sharedWeights(shape: [Int], style: LayerStyle, random: inout RandomSource)
    -> SharedWeights
  {
    let mask = randomMask(shape: shape, density: style.density, random: &random)
    let count = 1 << style.bits
    let offset: Float = style.isGrid ? 0 : 0.25
    var centroids = (0..<count).map { (Float($0) - Float(count) / 2 + offset) / Float(count) }
    if style.isGrid { centroids.removeAll { $0 == 0 } }
    let codes = (0..<mask.survivorCount).map { _ in
      let place = Float(count) / 2 + random.normal() * Float(count) / 6
      return UInt8(max(0, min(Float(centroids.count - 1), place)))
    }
    return SharedWeights(
      mask: mask, codes: codes,
      codebook: Codebook(centroids: centroids, precision: style.precision), bits: style.bits)
  }

  static func randomMask(shape: [Int], density: Double, random: inout RandomSource) -> Mask {
    Mask(
      shape: shape, isKept: (0..<shape.reduce(1, *)).map { _ in Double(random.uniform()) < density }
    )
  }

  private static func chain(_ extents: [Int], dropout: Double) throws -> Network {
    var layers: [LayerDescription] = []
    for units in extents.dropFirst() {
      if !layers.isEmpty { layers.append(LayerDescription(operation: "relu")) }
      if !layers.isEmpty, dropout > 0 {
        layers.append(
          LayerDescription(operation: "dropout", attributes: ["rate": .number(dropout)]))
      }
      layers.append(
        LayerDescription(operation: "dense", attributes: ["outputs": .integers([units])]))
    }
    return try Network(inputShape: [extents[0]], descriptions: layers)
  }

  private static func randomBias(_ count: Int, bits: Int, random: inout RandomSource) -> Bias {
    Bias(rounding: (0..<count).map { _ in random.normal() / 10 }, bits: bits)
  }
}

extension SampleNetworks {
  /// A layer of one row whose weight i is centroid i.
  static func model(ofCentroids centroids: [Float], options: PackingOptions = PackingOptions())
    throws -> PackedModel
  {
    try model(of: Codebook(centroids: centroids, precision: .float32), options: options)
  }

  static func model(of codebook: Codebook, options: PackingOptions = PackingOptions()) throws
    -> PackedModel
  {
    var network = try Network(
      inputShape: [codebook.count],
      descriptions: [LayerDescription(operation: "dense", attributes: ["outputs": .integers([1])])])
    network.updateParameter("fc1") { layer in
      layer.weights = .shared(
        SharedWeights(
          mask: Mask(full: [1, codebook.count]), codes: (0..<codebook.count).map { UInt8($0) },
          codebook: codebook, bits: 8))
    }
    return try PackedModel(encoding: network, options: options)
  }

  /// What a reader finds in the written model; nil when that is another model.
  static func codebookRead(from model: PackedModel) throws -> PackedCodebook? {
    guard case .packed(let read) = try ContainerReader.read(model.serialized()), read == model
    else { return nil }
    return read.layers[0].content.codebook
  }
}

extension Network {
  /// Whether all parameters and all else that a file keeps agree.
  func isIdentical(to other: Network) -> Bool {
    inputShape == other.inputShape && nodes.count == other.nodes.count
      && zip(nodes, other.nodes).allSatisfy { left, right in
        left.name == right.name && left.inputs == right.inputs
          && type(of: left.layer).operation == type(of: right.layer).operation
          && left.layer.attributes == right.layer.attributes
          && left.parameterNames == right.parameterNames
          && left.layer.parameters == right.layer.parameters
      }
  }
}
