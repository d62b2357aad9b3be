import Memory

/// All operations that a file or a script can name. Nothing else lists them.
public enum LayerRegistry {
  public static let layers: [any Layer.Type] = [
    Dense.self, Convolution2D.self, ReLU.self, LeakyReLU.self, Sigmoid.self, Tanh.self, Clip.self,
    MaxPooling2D.self, AveragePooling2D.self, GlobalAveragePooling.self,
    LocalResponseNormalization.self,
    BatchNormalization.self, Dropout.self, Concatenation.self, Addition.self, Flatten.self,
    Reshape.self, Softmax.self, HardSigmoid.self, HardSwish.self, SiLU.self, ELU.self, PReLU.self,
    Multiplication.self, Transpose.self, Slice.self, Upsampling2D.self,
  ]

  public static func type(named operation: String) throws(NetworkError) -> any Layer.Type {
    guard let type = layers.first(where: { $0.operation == operation }) else {
      throw .unknownOperation(operation)
    }
    return type
  }

  /// Builds a layer. Without `parameters` they are what they are before training.
  public static func layer(
    operation: String, attributes: [String: Attribute], inputs: [ValueType],
    parameters: [LayerParameter]? = nil
  ) throws(NetworkError) -> any Layer {
    let type = try type(named: operation)
    let shapes = try type.parameterShapes(attributes: attributes, inputs: inputs)
    guard let parameters else {
      return try type.init(
        attributes: attributes, inputs: inputs, parameters: try initial(shapes, of: operation))
    }
    try check(parameters, are: shapes, of: operation)
    return try type.init(attributes: attributes, inputs: inputs, parameters: parameters)
  }

  /// A layer over batches of examples of these shapes.
  public static func layer(
    operation: String, attributes: [String: Attribute], inputShapes: [[Int]]
  ) throws(NetworkError) -> any Layer {
    try layer(
      operation: operation, attributes: attributes, inputs: inputShapes.map(ValueType.examples))
  }

  /// More numbers than this are refused before anything is allocated.
  static let largestParameterCount = 0x1p31

  /// Parameters before training.
  static func initial(_ shapes: [ParameterShape], of operation: String) throws(NetworkError)
    -> [LayerParameter]
  {
    let count = shapes.reduce(0) { $0 + $1.count }
    guard count <= largestParameterCount else {
      throw .tooManyParameters(operation: operation, count: count)
    }
    do {
      try MemoryBudget.require(Int(count) * 4, for: "the weights of a layer '\(operation)'")
    } catch { throw .memory(error) }
    return shapes.map(\.initial)
  }

  /// Refuses parameters of other shapes than a layer's settings and inputs ask for.
  static func check(
    _ parameters: [LayerParameter], are shapes: [ParameterShape], of layer: String
  ) throws(NetworkError) {
    guard parameters.count == shapes.count else {
      throw .wrongParameterCount(layer: layer, expected: shapes.count, found: parameters.count)
    }
    for (parameter, shape) in zip(parameters, shapes) {
      guard parameter.weights.shape == shape.extents else {
        throw .wrongParameterShape(
          layer: layer, expected: shape.extents, found: parameter.weights.shape)
      }
      let rows = shape.extents.first ?? 0
      guard parameter.bias?.count ?? rows == rows else {
        throw .wrongParameterShape(
          layer: layer, expected: [rows], found: [parameter.bias?.count ?? 0])
      }
    }
  }
}
