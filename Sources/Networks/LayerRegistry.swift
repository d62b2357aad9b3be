/// All operations that a file or a script can name.
public enum LayerRegistry {
  public static let layers: [any Layer.Type] = [
    Dense.self, Convolution2D.self, ReLU.self, LeakyReLU.self, Sigmoid.self, Tanh.self, Clip.self,
    MaxPooling2D.self, AveragePooling2D.self, GlobalAveragePooling.self,
    LocalResponseNormalization.self,
    BatchNormalization.self, Dropout.self, Concatenation.self, Addition.self, Flatten.self,
    Reshape.self, Softmax.self,
  ]

  /// Whether layers of this operation have parameters a channel instead of weights.
  public static func isChannelLayer(_ operation: String) -> Bool {
    layers.contains { $0.operation == operation && $0 is any ChannelLayer.Type }
  }

  public static func layer(
    operation: String, attributes: [String: Attribute], inputShapes: [[Int]]
  ) throws(NetworkError) -> any Layer {
    guard let type = layers.first(where: { $0.operation == operation }) else {
      throw .unknownOperation(operation)
    }
    return try type.init(attributes: attributes, inputShapes: inputShapes)
  }

  /// The same with its weights left out: nothing is reserved for them.
  public static func emptyLayer(
    operation: String, attributes: [String: Attribute], inputShapes: [[Int]]
  ) throws(NetworkError) -> any Layer {
    guard
      let type = layers.first(where: { $0.operation == operation }) as? any WeightedLayer.Type
    else {
      return try layer(operation: operation, attributes: attributes, inputShapes: inputShapes)
    }
    let shape = try type.weightShape(attributes: attributes, inputShapes: inputShapes)
    let hasBias = attributes["bias"] != .integers([0])
    return try type.init(
      attributes: attributes, inputShapes: inputShapes, weights: .absent(shape: shape),
      bias: hasBias ? .float32([Float](repeating: 0, count: shape[0])) : nil)
  }
}
