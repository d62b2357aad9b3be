import Tensors

/// What becomes of a parameter while a network is trained and compressed.
public enum ParameterRole: Sendable, Hashable {
  /// A matrix, or a kernel of more extents: trained, and what pruning, sharing and coding work on.
  case weights
  /// A few numbers a channel: trained and stored as 32-bit floats; compression leaves them alone.
  case scales
  /// Like `scales`, but set by what the layer sees while training (`Layer.track`), not by
  /// gradients.
  case statistics
  /// Whole numbers that somebody else's quantization has made of weights: coded without loss,
  /// changed by nothing.
  case integers
}

/// A parameter as its layer's type declares it, before there are numbers.
public struct ParameterShape: Sendable, Hashable {
  /// Within the layer; empty for the one that is called like its layer.
  public let name: String
  public let role: ParameterRole
  public let extents: [Int]
  /// Whether one bias a row, [extents[0]], belongs to it.
  public let hasBias: Bool
  /// What every number is before training or reading says otherwise.
  public let start: Float

  public init(
    _ name: String, _ role: ParameterRole, _ extents: [Int], hasBias: Bool = false, start: Float = 0
  ) {
    (self.name, self.role, self.extents) = (name, role, extents)
    (self.hasBias, self.start) = (hasBias, start)
  }

  /// Weights that are called like their layer.
  public init(_ extents: [Int], hasBias: Bool) {
    self.init("", .weights, extents, hasBias: hasBias)
  }

  /// Numbers, biases included. A double: the product of what a user asks for may overflow.
  public var count: Double {
    extents.reduce(1) { $0 * Double($1) } + (hasBias ? Double(extents.first ?? 0) : 0)
  }

  /// The parameter before training.
  public var initial: LayerParameter {
    let count = extents.reduce(1, *)
    let values = [Float](repeating: start, count: count)
    return LayerParameter(
      name, role, .dense(Tensor(shape: extents, values: values)),
      bias: hasBias ? .float32([Float](repeating: 0, count: extents.first ?? 0)) : nil)
  }
}

/// Numbers that a layer has learned, by themselves dense, pruned or shared, and their biases.
public struct LayerParameter: Sendable, Equatable {
  /// Within the layer; empty for the one that is called like its layer.
  public let name: String
  public let role: ParameterRole
  public var weights: Weights
  /// One a row; nil when the layer adds none.
  public var bias: Bias?
  /// What the numbers are in the file that they came from: what its size, and ratios, go by.
  public let storedType: ElementType

  public init(
    _ name: String, _ role: ParameterRole, _ weights: Weights, bias: Bias? = nil,
    storedType: ElementType = .float32
  ) {
    (self.name, self.role, self.weights, self.bias) = (name, role, weights, bias)
    self.storedType = storedType
  }

  /// Weights that are called like their layer.
  public init(_ weights: Weights, bias: Bias?) { self.init("", .weights, weights, bias: bias) }

  /// Scales or statistics of channels, a plain vector.
  public init(_ name: String, _ role: ParameterRole, _ values: [Float]) {
    self.init(name, role, .dense(Tensor(shape: [values.count], values: values)))
  }

  /// Numbers, biases included.
  public var count: Int { weights.count + (bias?.count ?? 0) }

  /// Bytes of the numbers in the file that they came from.
  public var storedBytes: Int { count * storedType.bytes }

  /// Every weight as a float.
  public var values: [Float] { weights.tensor.values }

  /// Whether no number is infinite or none at all.
  public var isFinite: Bool {
    values.allSatisfy(\.isFinite) && bias?.values.allSatisfy(\.isFinite) ?? true
  }
}

/// Gradient of the loss by one parameter.
public struct ParameterGradient: Sendable, Equatable {
  public var weights: Tensor
  public var bias: [Float]?

  public init(_ weights: Tensor, bias: [Float]? = nil) {
    (self.weights, self.bias) = (weights, bias)
  }

  /// The gradient of a parameter that two layers hold.
  public func adding(_ other: ParameterGradient) -> ParameterGradient {
    var sum = self
    for place in sum.weights.values.indices {
      sum.weights.values[place] += other.weights.values[place]
    }
    if let more = other.bias {
      sum.bias = sum.bias.map { zip($0, more).map { $0 + $1 } } ?? more
    }
    return sum
  }
}
