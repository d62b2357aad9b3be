import Tensors

/// One operation of a network: a value with its parameters, if it has any. It reads any number of
/// values and gives one or more, whose shapes have the batch in them.
public protocol Layer: Sendable {
  /// The name in files, in `net([...])` and in tables: "dense", "relu".
  static var operation: String { get }
  /// The word for layers of this kind when they are numbered: "fc", "conv". The operation where
  /// nothing else is said.
  static var namePrefix: String { get }
  /// What tables call this layer: the operation, or what the layer stands for.
  var kind: String { get }
  /// Why the layer cannot be computed; nil when it can. Its parameters can be compressed all the
  /// same.
  var obstacle: String? { get }
  /// Whether `backward` computes gradients.
  var isTrainable: Bool { get }
  /// What a file needs beside the parameters to build the layer again, by name.
  var attributes: [String: Attribute] { get }

  /// The parameters that a layer with these attributes has when it reads these values; the only
  /// place that knows. Throws when attributes are missing, out of range or unfit for the inputs.
  static func parameterShapes(attributes: [String: Attribute], inputs: [ValueType])
    throws(NetworkError) -> [ParameterShape]
  /// What a layer with these attributes would give for such inputs, without making it. Only layers
  /// with many parameters need to say so.
  static func outputs(attributes: [String: Attribute], inputs: [ValueType]) throws(NetworkError)
    -> [ValueType]
  /// Precondition: parameters of `parameterShapes` (`LayerRegistry` checks them). Throws when
  /// attributes are missing, out of range or unfit for the inputs.
  init(attributes: [String: Attribute], inputs: [ValueType], parameters: [LayerParameter])
    throws(NetworkError)
  /// In the order of `parameterShapes`. While a network changes one in place it may be empty.
  var parameters: [LayerParameter] { get set }
  /// Whether the layer can compute with these: files are not trusted.
  func accepts(_ parameters: [LayerParameter]) -> Bool
  /// Takes note of what a step of training saw.
  mutating func track(_ activation: Activation)

  /// How parameters multiply what the layer reads, as far as they do.
  var products: [LayerProduct] { get }
  /// What the output needs of memory.
  var storage: OutputStorage { get }
  /// The function of single values that the layer is, when a product before it can apply it to its
  /// sums; nil for all others.
  var activation: ActivationFunction? { get }

  /// What the layer gives for such inputs. Throws when it cannot read them.
  func outputs(for inputs: [ValueType]) throws(NetworkError) -> [ValueType]
  /// The same as `forward` for layers whose inputs are only known when they are there. Throws when
  /// it cannot compute with them.
  func evaluated(_ inputs: [TypedTensor]) throws(NetworkError) -> [TypedTensor]
  /// Precondition: inputs that `outputs` accepts.
  func forward(_ inputs: [TypedTensor]) -> [TypedTensor]
  /// Differs from `forward` for layers that behave otherwise while training (dropout), or that
  /// remember more.
  func forwardForTraining(_ inputs: [TypedTensor], random: inout RandomSource) -> Activation
  /// The same for layers whose inputs are only known when they are there.
  func evaluatedForTraining(_ inputs: [TypedTensor], random: inout RandomSource)
    throws(NetworkError) -> Activation
  /// Gradients of the loss by the inputs and parameters, given those by the outputs; nil for an
  /// output that the loss does not see.
  func backward(
    _ outputGradients: [Tensor?], of activation: Activation, inputs: [TypedTensor],
    wantsInputGradient: Bool
  ) -> LayerGradient
  /// The same for layers whose inputs are only known when they are there.
  func evaluatedBackward(
    _ outputGradients: [Tensor?], of activation: Activation, inputs: [TypedTensor],
    wantsInputGradient: Bool
  ) throws(NetworkError) -> LayerGradient
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
  public static var namePrefix: String { operation }
  public var kind: String { Self.operation }
  public var obstacle: String? { nil }
  public var isTrainable: Bool { true }
  public func evaluated(_ inputs: [TypedTensor]) throws(NetworkError) -> [TypedTensor] {
    forward(inputs)
  }
  public var products: [LayerProduct] { [] }
  public var storage: OutputStorage { .own }
  public var activation: ActivationFunction? { nil }

  public static func parameterShapes(attributes: [String: Attribute], inputs: [ValueType])
    throws(NetworkError) -> [ParameterShape]
  {
    []
  }

  public static func outputs(attributes: [String: Attribute], inputs: [ValueType])
    throws(NetworkError) -> [ValueType]
  {
    let shapes = try parameterShapes(attributes: attributes, inputs: inputs)
    let layer = try Self(
      attributes: attributes, inputs: inputs,
      parameters: try LayerRegistry.initial(shapes, of: operation))
    return try layer.outputs(for: inputs)
  }

  public var parameters: [LayerParameter] {
    get { [] }
    set {}
  }

  public func accepts(_ parameters: [LayerParameter]) -> Bool { true }
  public mutating func track(_ activation: Activation) {}

  public func forwardForTraining(_ inputs: [TypedTensor], random: inout RandomSource) -> Activation
  {
    Activation(outputs: forward(inputs))
  }

  public func evaluatedForTraining(_ inputs: [TypedTensor], random: inout RandomSource)
    throws(NetworkError) -> Activation
  {
    forwardForTraining(inputs, random: &random)
  }

  public func evaluatedBackward(
    _ outputGradients: [Tensor?], of activation: Activation, inputs: [TypedTensor],
    wantsInputGradient: Bool
  ) throws(NetworkError) -> LayerGradient {
    backward(
      outputGradients, of: activation, inputs: inputs, wantsInputGradient: wantsInputGradient)
  }

  /// Whether `track` sets some of the parameters: such a layer computes as in inference while it is
  /// frozen.
  var hasStatistics: Bool { parameters.contains { $0.role == .statistics } }
}

extension Layer {
  /// A layer with its first parameters, for batches of examples of these shapes.
  public init(attributes: [String: Attribute], inputShapes: [[Int]]) throws(NetworkError) {
    let inputs = inputShapes.map(ValueType.examples)
    let shapes = try Self.parameterShapes(attributes: attributes, inputs: inputs)
    try self.init(
      attributes: attributes, inputs: inputs,
      parameters: try LayerRegistry.initial(shapes, of: Self.operation))
  }

  /// Shape of one example of the first output, for batches of examples of these shapes.
  public func outputShape(for inputShapes: [[Int]]) throws(NetworkError) -> [Int] {
    try outputs(for: inputShapes.map(ValueType.examples)).first?.exampleShape ?? []
  }
}

/// What the forward pass leaves for the backward pass.
public struct Activation: Sendable {
  public var outputs: [TypedTensor]
  /// The layer's own notes, for instance which units dropout kept.
  public var memories: [Tensor]

  public init(outputs: [TypedTensor], memories: [Tensor] = []) {
    (self.outputs, self.memories) = (outputs, memories)
  }

  /// Of a layer with one output of floats and one note at most.
  public init(output: Tensor, memory: Tensor? = nil) {
    self.init(outputs: [TypedTensor(output)], memories: memory.map { [$0] } ?? [])
  }

  /// The first output. Precondition: floats.
  public var output: Tensor {
    guard let tensor = outputs.first?.tensor else {
      preconditionFailure("the layer gives no floats")
    }
    return tensor
  }

  public var memory: Tensor? { memories.first }
}

public struct LayerGradient: Sendable {
  /// One an input, without values for inputs that have none (whole numbers, what the outputs do not
  /// depend on); empty when not wanted.
  public var inputs: [Tensor]
  /// One a parameter, nil for statistics; empty for layers that have none.
  public var parameters: [ParameterGradient?]

  public init(inputs: [Tensor], parameters: [ParameterGradient?] = []) {
    (self.inputs, self.parameters) = (inputs, parameters)
  }

  /// Of a layer with one parameter.
  public init(inputs: [Tensor], weights: Tensor, bias: [Float]?) {
    self.init(inputs: inputs, parameters: [ParameterGradient(weights, bias: bias)])
  }

  /// By the first parameter.
  public var weights: Tensor? { parameters.first.flatMap { $0 }?.weights }
  public var bias: [Float]? { parameters.first.flatMap { $0 }?.bias }
}

/// A setting of a layer.
public enum Attribute: Sendable, Equatable {
  case integers([Int])
  case number(Double)
  case text(String)
}
