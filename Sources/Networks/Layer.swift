import Tensors

/// One operation of a network: a value with its parameters, if it has any. Batches come first: [N, ...].
public protocol Layer: Sendable {
  /// The name in files, in `net([...])` and in tables: "dense", "relu".
  static var operation: String { get }
  /// What a file needs beside the parameters to build the layer again, by name.
  var attributes: [String: Attribute] { get }
  /// Builds the layer with zero parameters. Throws when attributes are missing, out of range or unfit for the shapes.
  init(attributes: [String: Attribute], inputShapes: [[Int]]) throws(NetworkError)

  /// Shapes without the batch dimension.
  func outputShape(for inputShapes: [[Int]]) throws(NetworkError) -> [Int]
}

/// A setting of a layer.
public enum Attribute: Sendable, Equatable {
  case integers([Int])
  case number(Double)
  case text(String)
}

/// A layer with a weight matrix (or kernel) and biases: what pruning, sharing and coding work on.
public protocol WeightedLayer: Layer {
  /// [outputs, inputs] for dense layers; [outputs, inputs / groups, height, width] for convolutions.
  var weights: Weights { get set }
  /// nil when the layer adds none.
  var bias: Bias? { get set }
}
