import Tensors

/// A layer that reads floats and gives one value of floats: nearly all of them.
public protocol FloatLayer: Layer {
  /// Computes `output` in memory of the caller: what programs call. An element-wise layer's output
  /// may be its first input.
  func compute(_ inputs: [TensorView], into output: MutableTensorView)
  func forward(_ inputs: [Tensor]) -> Tensor
  func forwardForTraining(_ inputs: [Tensor], random: inout RandomSource) -> Activation
  func backward(
    _ outputGradient: Tensor, of activation: Activation, inputs: [Tensor], wantsInputGradient: Bool
  ) -> LayerGradient
}

extension FloatLayer {
  public func forward(_ inputs: [Tensor]) -> Tensor {
    let types = inputs.map { ValueType(.float32, $0.shape.map { .fixed($0) }) }
    guard let type = try? outputs(for: types).first else {
      preconditionFailure("the network has checked its shapes")
    }
    return Tensor(shape: type.extents.compactMap(\.number)) { output in
      Tensor.withViews(of: inputs) { compute($0, into: output) }
    }
  }

  public func forwardForTraining(_ inputs: [Tensor], random: inout RandomSource) -> Activation {
    Activation(output: forward(inputs))
  }

  public func forward(_ inputs: [TypedTensor]) -> [TypedTensor] {
    [TypedTensor(forward(Self.floats(inputs)))]
  }

  public func forwardForTraining(_ inputs: [TypedTensor], random: inout RandomSource) -> Activation
  {
    forwardForTraining(Self.floats(inputs), random: &random)
  }

  public func backward(
    _ outputGradients: [Tensor?], of activation: Activation, inputs: [TypedTensor],
    wantsInputGradient: Bool
  ) -> LayerGradient {
    guard let gradient = outputGradients.first.flatMap({ $0 }) else {
      return LayerGradient(inputs: [])
    }
    return backward(
      gradient, of: activation, inputs: Self.floats(inputs), wantsInputGradient: wantsInputGradient)
  }

  /// Precondition: floats, as `outputs` has checked.
  private static func floats(_ inputs: [TypedTensor]) -> [Tensor] {
    inputs.map { input in
      guard let tensor = input.tensor else {
        preconditionFailure("\(operation) reads floats, not \(input.type.rawValue)")
      }
      return tensor
    }
  }
}

/// A layer of floats whose first extent is the batch and goes through unchanged; what it gives
/// depends on the shape of one example. All inputs have the same batch.
public protocol BatchLayer: FloatLayer {
  /// Shapes without the batch.
  func exampleShape(for inputShapes: [[Int]]) throws(NetworkError) -> [Int]
}

extension BatchLayer {
  public func outputs(for inputs: [ValueType]) throws(NetworkError) -> [ValueType] {
    let shape = try exampleShape(for: try exampleShapes(of: inputs, for: Self.operation))
    let batch = inputs.first?.extents.first ?? .batch
    return [ValueType(.float32, [batch] + shape.map { .fixed($0) })]
  }
}

/// A layer with one matrix (or kernel) of weights, each of whose rows, with its bias, gives one
/// channel of the output: dense layers and convolutions.
public protocol WeightedLayer: BatchLayer {
  /// [outputs, inputs] for dense layers; [outputs, inputs / groups, height, width] for
  /// convolutions.
  var weights: Weights { get set }
  /// nil when the layer adds none.
  var bias: Bias? { get set }
}

extension WeightedLayer {
  /// Programs run products instead.
  public func compute(_ inputs: [TensorView], into output: MutableTensorView) {
    output.base.update(from: forward(inputs.map { $0.copied() }).values, count: output.count)
  }

  /// With weights from elsewhere, which must fit the attributes and the inputs.
  public init(
    attributes: [String: Attribute], inputShapes: [[Int]], weights: Weights, bias: Bias?
  ) throws(NetworkError) {
    let inputs = inputShapes.map(ValueType.examples)
    let parameters = [LayerParameter(weights, bias: bias)]
    try LayerRegistry.check(
      parameters, are: try Self.parameterShapes(attributes: attributes, inputs: inputs),
      of: Self.operation)
    try self.init(attributes: attributes, inputs: inputs, parameters: parameters)
  }

  public var parameters: [LayerParameter] {
    get { [LayerParameter(weights, bias: bias)] }
    set { for parameter in newValue { (weights, bias) = (parameter.weights, parameter.bias) } }
  }
}

/// A layer that is all in its kind: no attributes, no parameters.
public protocol PlainLayer: FloatLayer {
  init()
}

extension PlainLayer {
  public init(attributes: [String: Attribute], inputs: [ValueType], parameters: [LayerParameter])
    throws(NetworkError)
  {
    self.init()
    _ = try outputs(for: inputs)
  }

  public var attributes: [String: Attribute] { [:] }
}
