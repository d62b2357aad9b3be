import Networks
import Tensors

/// Makes layers of those of a `.prototxt`, with Caffe's defaults (caffe.proto).
struct CaffeTranslator {
  private(set) var builder: GraphBuilder

  mutating func add(_ layer: CaffeLayer, _ weights: inout some CaffeWeights)
    throws(ModelExchangeError)
  {
    guard let input = layer.bottoms.first, let output = layer.tops.first else {
      throw refuse(layer, "has no bottom or no top")
    }
    switch layer.type {
    case "Convolution": try addConvolution(layer, input, output, &weights)
    case "InnerProduct": try addDense(layer, input, output, &weights)
    case "BatchNorm": try addNormalization(layer, input, output, &weights)
    case "Scale": try addScale(layer, input, output, &weights)
    case "Split": for top in layer.tops { try builder.pass(layer.name, input, as: top) }
    case "Concat", "Eltwise": try addJoint(layer, output)
    default:
      let (operation, attributes) = try plain(layer, input)
      try builder.add(layer.name, operation, attributes, reading: [input], giving: output)
    }
  }

  private func refuse(_ layer: CaffeLayer, _ reason: String) -> ModelExchangeError {
    .unsupportedSetting(layer: layer.name, reason: "\(layer.type) \(reason)")
  }

  private func shape(_ layer: CaffeLayer, _ input: String) throws(ModelExchangeError) -> [Int] {
    guard let shape = builder.shape(of: input) else {
      throw .unknownValue(layer: layer.name, value: input)
    }
    return shape
  }

  // MARK: Layers with weights

  /// What the layer's type says of its weights, for inputs of this shape.
  private static func weightShape(
    of type: any WeightedLayer.Type, _ layer: CaffeLayer, _ attributes: [String: Attribute],
    _ input: [Int]
  ) throws(ModelExchangeError) -> [Int] {
    do {
      return try type.parameterShapes(attributes: attributes, inputs: [.examples(input)])[0].extents
    } catch { throw .network(layer: layer.name, error) }
  }

  private mutating func addConvolution(
    _ layer: CaffeLayer, _ input: String, _ output: String, _ weights: inout some CaffeWeights
  ) throws(ModelExchangeError) {
    let settings = layer.message.message("convolution_param")
    guard settings.integer("axis") ?? 1 == 1 else { throw refuse(layer, "has another axis than 1") }
    let outputs = settings.integer("num_output") ?? 0
    let hasBias = settings.truth("bias_term") ?? true
    var attributes = try windows(layer, settings, defaultStride: 1)
    attributes["outputs"] = .integers([outputs])
    attributes["groups"] = .integers([settings.integer("group") ?? 1])
    let dilation = settings.integers("dilation")
    if !dilation.isEmpty { attributes["dilation"] = .integers(dilation) }
    let image = try shape(layer, input)
    let weightShape = try Self.weightShape(of: Convolution2D.self, layer, attributes, image)
    let (values, bias) = try weights.parameters(
      of: layer.name, shape: weightShape, hasBias: hasBias)
    try builder.add(layer.name, reading: [input], giving: output) { shapes throws(NetworkError) in
      try Convolution2D(attributes: attributes, inputShapes: shapes, weights: values, bias: bias)
    }
  }

  /// Caffe flattens what a fully connected layer reads.
  private mutating func addDense(
    _ layer: CaffeLayer, _ input: String, _ output: String, _ weights: inout some CaffeWeights
  ) throws(ModelExchangeError) {
    let settings = layer.message.message("inner_product_param")
    guard settings.integer("axis") ?? 1 == 1, settings.truth("transpose") != true else {
      throw refuse(layer, "has another axis than 1 or is transposed")
    }
    let outputs = settings.integer("num_output") ?? 0
    let inputShape = try shape(layer, input)
    var flat = input
    if inputShape.count > 1 {
      flat = "\(layer.name)/flatten"
      try builder.add(flat, Flatten.operation, reading: [input], giving: flat)
    }
    let size = inputShape.reduce(1, *)
    let attributes: [String: Attribute] = ["outputs": .integers([outputs])]
    let weightShape = try Self.weightShape(of: Dense.self, layer, attributes, [size])
    let (values, bias) = try weights.parameters(
      of: layer.name, shape: weightShape, hasBias: settings.truth("bias_term") ?? true)
    try builder.add(layer.name, reading: [flat], giving: output) { shapes throws(NetworkError) in
      try Dense(attributes: attributes, inputShapes: shapes, weights: values, bias: bias)
    }
  }

  /// Blobs: sums of means and variances, and the number by which both are divided.
  private mutating func addNormalization(
    _ layer: CaffeLayer, _ input: String, _ output: String, _ weights: inout some CaffeWeights
  ) throws(ModelExchangeError) {
    let channels = try shape(layer, input)[0]
    let blobs = try weights.blobs(of: layer.name, shapes: [[channels], [channels], [1]])
    let factor = blobs[2][0] == 0 ? 0 : 1 / blobs[2][0]
    let ones = [Float](repeating: 1, count: channels)
    let zeros = [Float](repeating: 0, count: channels)
    try builder.addNormalization(
      layer.name, [ones, zeros, blobs[0].map { $0 * factor }, blobs[1].map { $0 * factor }],
      epsilon: layer.message.message("batch_norm_param").number("eps") ?? 1e-5, reading: input,
      giving: output)
  }

  private mutating func addScale(
    _ layer: CaffeLayer, _ input: String, _ output: String, _ weights: inout some CaffeWeights
  ) throws(ModelExchangeError) {
    let settings = layer.message.message("scale_param")
    guard layer.bottoms.count == 1, settings.integer("axis") ?? 1 == 1,
      settings.integer("num_axes") ?? 1 == 1
    else {
      throw refuse(layer, "is only possible channel by channel")
    }
    let channels = try shape(layer, input)[0]
    let hasBias = settings.truth("bias_term") ?? false
    let blobs = try weights.blobs(
      of: layer.name, shapes: [[channels]] + (hasBias ? [[channels]] : []))
    try builder.addAffine(
      layer.name, scale: blobs[0],
      shift: hasBias ? blobs[1] : [Float](repeating: 0, count: channels), reading: input,
      giving: output)
  }

  // MARK: Layers without weights

  private mutating func addJoint(_ layer: CaffeLayer, _ output: String) throws(ModelExchangeError) {
    if layer.type == "Concat" {
      let settings = layer.message.message("concat_param")
      guard settings.integer("axis") ?? settings.integer("concat_dim") ?? 1 == 1 else {
        throw refuse(layer, "is only possible along the channels")
      }
      return try builder.add(
        layer.name, Concatenation.operation, reading: layer.bottoms, giving: output)
    }
    let settings = layer.message.message("eltwise_param")
    let coefficients = settings.scalars("coeff").compactMap { Double($0) }
    guard ["SUM", "1"].contains(settings.text("operation") ?? "SUM"),
      coefficients.allSatisfy({ $0 == 1 })
    else {
      throw refuse(layer, "is only possible as a plain sum")
    }
    try builder.add(layer.name, Addition.operation, reading: layer.bottoms, giving: output)
  }

  private func plain(_ layer: CaffeLayer, _ input: String) throws(ModelExchangeError) -> (
    String, [String: Attribute]
  ) {
    let message = layer.message
    switch layer.type {
    case "ReLU":
      let slope = message.message("relu_param").number("negative_slope") ?? 0
      return slope == 0 ? (ReLU.operation, [:]) : (LeakyReLU.operation, ["slope": .number(slope)])
    case "ReLU6": return (Clip.operation, ["low": .number(0), "high": .number(6)])
    case "Sigmoid": return (Sigmoid.operation, [:])
    case "TanH": return (Tanh.operation, [:])
    case "Dropout":
      return (
        Dropout.operation,
        ["rate": .number(message.message("dropout_param").number("dropout_ratio") ?? 0.5)]
      )
    case "Flatten": return (Flatten.operation, [:])
    case "Softmax":
      guard message.message("softmax_param").integer("axis") ?? 1 == 1 else {
        throw refuse(layer, "is only possible over the channels")
      }
      return (Softmax.operation, [:])
    case "LRN": return try normalization(layer)
    case "Reshape": return try reshaping(layer, input)
    default: return try pooling(layer, input)
    }
  }

  private func normalization(_ layer: CaffeLayer) throws(ModelExchangeError) -> (
    String, [String: Attribute]
  ) {
    let settings = layer.message.message("lrn_param")
    guard ["ACROSS_CHANNELS", "0"].contains(settings.text("norm_region") ?? "0") else {
      throw refuse(layer, "is only possible across channels")
    }
    return (
      LocalResponseNormalization.operation,
      [
        "size": .integers([settings.integer("local_size") ?? 5]),
        "alpha": .number(settings.number("alpha") ?? 1),
        "beta": .number(settings.number("beta") ?? 0.75), "k": .number(settings.number("k") ?? 1),
      ]
    )
  }

  /// 0 keeps an extent, -1 takes the rest.
  private func reshaping(
    _ layer: CaffeLayer, _ input: String
  ) throws(ModelExchangeError) -> (String, [String: Attribute]) {
    let shape = try shape(layer, input)
    var target = layer.message.message("reshape_param").message("shape").integers("dim").dropFirst()
      .enumerated().map {
        $1 == 0 && shape.indices.contains($0) ? shape[$0] : $1
      }
    if let open = target.firstIndex(of: -1) {
      var rest = shape.reduce(1, *)
      for (index, extent) in target.enumerated() where index != open {
        guard extent > 0, rest % extent == 0 else { throw refuse(layer, "does not fit") }
        rest /= extent
      }
      target[open] = rest
    }
    return (Reshape.operation, ["shape": .integers(target)])
  }

  private func pooling(
    _ layer: CaffeLayer, _ input: String
  ) throws(ModelExchangeError) -> (String, [String: Attribute]) {
    let settings = layer.message.message("pooling_param")
    let isAverage: Bool
    switch settings.text("pool") ?? "MAX" {
    case "MAX", "0": isAverage = false
    case "AVE", "1": isAverage = true
    case let kind: throw refuse(layer, "of kind \(kind) is not possible")
    }
    if settings.truth("global_pooling") == true {
      let window = Attribute.integers(Array(try shape(layer, input).dropFirst()))
      return isAverage
        ? (GlobalAveragePooling.operation, [:]) : (MaxPooling2D.operation, ["kernel": window])
    }
    var attributes = try windows(layer, settings, defaultStride: 1)
    if !["FLOOR", "1"].contains(settings.text("round_mode") ?? "CEIL") {
      attributes["ceil"] = .integers([1])
    }
    return (isAverage ? AveragePooling2D.operation : MaxPooling2D.operation, attributes)
  }

  /// Kernel, stride and padding: one number, one a direction, or fields of their own for height and
  /// width.
  private func windows(
    _ layer: CaffeLayer, _ settings: TextMessage, defaultStride: Int
  ) throws(ModelExchangeError) -> [String: Attribute] {
    func extents(_ name: String, _ prefix: String, default fallback: Int?)
      throws(ModelExchangeError) -> [Int]
    {
      let single = settings.integers(name)
      let own = [settings.integer(prefix + "_h"), settings.integer(prefix + "_w")].compactMap { $0 }
      if own.count == 2 { return own }
      guard !single.isEmpty || fallback != nil, single.count <= 2 else {
        throw refuse(layer, "has no \(name)")
      }
      return single.isEmpty ? [fallback ?? 0] : single
    }
    var attributes: [String: Attribute] = [
      "kernel": .integers(try extents("kernel_size", "kernel", default: nil)),
      "stride": .integers(try extents("stride", "stride", default: defaultStride)),
    ]
    let padding = try extents("pad", "pad", default: 0)
    if padding.contains(where: { $0 != 0 }) { attributes["padding"] = .integers(padding) }
    return attributes
  }
}
