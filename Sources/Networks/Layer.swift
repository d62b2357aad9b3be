import Tensors

/// One operation of a network: a value with its parameters, if it has any. Batches come first: [N,
/// ...].
public protocol Layer: Sendable {
  /// The name in files, in `net([...])` and in tables: "dense", "relu".
  static var operation: String { get }
  /// What a file needs beside the parameters to build the layer again, by name.
  var attributes: [String: Attribute] { get }
  /// Builds the layer with zero parameters. Throws when attributes are missing, out of range or
  /// unfit for the shapes.
  init(attributes: [String: Attribute], inputShapes: [[Int]]) throws(NetworkError)

  /// Shapes without the batch dimension.
  func outputShape(for inputShapes: [[Int]]) throws(NetworkError) -> [Int]

  /// What the output needs of memory.
  var storage: OutputStorage { get }
  /// The function of single values that the layer is, when a product before it can apply it to its
  /// sums; nil for all others.
  var activation: ActivationFunction? { get }
  /// Computes `output` in memory of the caller: what programs call. An element-wise layer's output
  /// may be its first input.
  func compute(_ inputs: [TensorView], into output: MutableTensorView)
  /// The same as a value.
  func forward(_ inputs: [Tensor]) -> Tensor
  /// Differs from `forward` for layers that behave otherwise while training (dropout), or that
  /// remember more.
  func forwardForTraining(_ inputs: [Tensor], random: inout RandomSource) -> Activation
  /// Gradients of the loss by the inputs and parameters, given the one by the output.
  func backward(
    _ outputGradient: Tensor, of activation: Activation, inputs: [Tensor], wantsInputGradient: Bool
  ) -> LayerGradient
}

/// How a layer's output comes to be.
public enum OutputStorage: Sendable {
  /// Written while the inputs are read: a place of its own.
  case own
  /// Written element by element: in the place of its only input when nobody else reads that later.
  case elementwise
  /// The very values of its input.
  case same
  /// The values of its inputs, one after the other in each example.
  case joined
}

extension Layer {
  public var storage: OutputStorage { .own }
  public var activation: ActivationFunction? { nil }

  public func forward(_ inputs: [Tensor]) -> Tensor {
    let shapes = inputs.map { Array($0.shape.dropFirst()) }
    guard let shape = try? outputShape(for: shapes) else {
      preconditionFailure("the network has checked its shapes")
    }
    return Tensor(shape: [inputs[0].shape[0]] + shape) { output in
      Tensor.withViews(of: inputs) { compute($0, into: output) }
    }
  }

  public func forwardForTraining(_ inputs: [Tensor], random: inout RandomSource) -> Activation {
    Activation(output: forward(inputs))
  }
}

/// What the forward pass leaves for the backward pass.
public struct Activation: Sendable {
  public var output: Tensor
  /// The layer's own note, for instance which units dropout kept.
  public var memory: Tensor?

  public init(output: Tensor, memory: Tensor? = nil) {
    (self.output, self.memory) = (output, memory)
  }
}

public struct LayerGradient: Sendable {
  /// One an input; empty when not wanted.
  public var inputs: [Tensor]
  /// By the weights, or by the parameters of a `ChannelLayer`.
  public var weights: Tensor?
  public var bias: [Float]?

  public init(inputs: [Tensor], weights: Tensor? = nil, bias: [Float]? = nil) {
    (self.inputs, self.weights, self.bias) = (inputs, weights, bias)
  }
}

/// A setting of a layer.
public enum Attribute: Sendable, Equatable {
  case integers([Int])
  case number(Double)
  case text(String)
}

/// A layer with a weight matrix (or kernel) and biases: what pruning, sharing and coding work on.
public protocol WeightedLayer: Layer {
  /// [outputs, inputs] for dense layers; [outputs, inputs / groups, height, width] for
  /// convolutions.
  var weights: Weights { get set }
  /// nil when the layer adds none.
  var bias: Bias? { get set }
  /// The word for layers of this kind when they are numbered: "fc", "conv".
  static var namePrefix: String { get }
  /// The shape of the weights that a layer with these attributes has, without making them.
  static func weightShape(attributes: [String: Attribute], inputShapes: [[Int]])
    throws(NetworkError) -> [Int]
  /// With weights from elsewhere, which must fit the attributes and the inputs.
  init(attributes: [String: Attribute], inputShapes: [[Int]], weights: Weights, bias: Bias?)
    throws(NetworkError)
}

extension WeightedLayer {
  /// Programs run products instead.
  public func compute(_ inputs: [TensorView], into output: MutableTensorView) {
    output.base.update(from: forward(inputs.map { $0.copied() }).values, count: output.count)
  }
}

/// A layer whose parameters are a few numbers a channel and no weight matrix. They are trained and
/// stored with the weights, as 32-bit floats; pruning and sharing leave them alone.
public protocol ChannelLayer: Layer {
  /// What the rows of `parameters` are called in files, first those that follow gradients.
  static var parameterNames: [String] { get }
  /// How many of the first rows follow gradients; the gradient of the others is zero and `track`
  /// sets them.
  static var trainedRowCount: Int { get }
  /// [rows, channels]
  var parameters: Tensor { get set }
  /// Whether the layer can compute with these: files are not trusted.
  func accepts(_ parameters: Tensor) -> Bool
  /// Takes note of what a step of training saw.
  mutating func track(_ activation: Activation)
}
