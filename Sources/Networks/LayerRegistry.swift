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
}
