import Tensors

/// A function of the gates of a recurrent layer, by the name that nodes call it.
struct RecurrentActivation: Sendable {
  private enum Kind: String, CaseIterable {
    case Relu, Tanh, Sigmoid, Affine, LeakyRelu, ThresholdedRelu, ScaledTanh, HardSigmoid, Elu
    case Softsign, Softplus

    /// Where the node does not say alpha and beta.
    var defaults: (alpha: Float, beta: Float) {
      switch self {
      case .LeakyRelu: (0.01, 0)
      case .HardSigmoid: (0.2, 0.5)
      case .Affine, .ScaledTanh: (1, self == .Affine ? 0 : 1)
      default: (1, 0)
      }
    }
  }

  private let kind: Kind
  private let alpha: Float
  private let beta: Float

  init(_ name: String, alpha: Float? = nil, beta: Float? = nil) throws(OperatorError) {
    guard let kind = Kind.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() })
    else { throw OperatorError("activation '\(name)' is not possible") }
    self.kind = kind
    (self.alpha, self.beta) = (alpha ?? kind.defaults.alpha, beta ?? kind.defaults.beta)
  }

  private init(_ kind: Kind) {
    self.kind = kind
    (alpha, beta) = kind.defaults
  }

  static let sigmoid = RecurrentActivation(.Sigmoid)
  static let tanh = RecurrentActivation(.Tanh)

  /// Whether lists of alphas and betas have a number for it.
  var hasAlpha: Bool {
    [.Affine, .LeakyRelu, .ThresholdedRelu, .ScaledTanh, .HardSigmoid, .Elu].contains(kind)
  }
  var hasBeta: Bool { [.Affine, .ScaledTanh, .HardSigmoid].contains(kind) }

  func callAsFunction<Real: RealElement>(_ x: Real) -> Real {
    let (alpha, beta) = (Real(alpha), Real(beta))
    switch kind {
    case .Relu: return x < 0 ? 0 : x
    case .Tanh: return Real.hyperbolicTangent(x)
    case .Sigmoid: return 1 / (1 + Real.exponential(-x))
    case .Affine: return alpha * x + beta
    case .LeakyRelu: return x < 0 ? alpha * x : x
    case .ThresholdedRelu: return x >= alpha ? x : 0
    case .ScaledTanh: return alpha * Real.hyperbolicTangent(beta * x)
    case .HardSigmoid: return max(0, min(1, alpha * x + beta))
    case .Elu: return x < 0 ? alpha * (Real.exponential(x) - 1) : x
    case .Softsign: return x / (1 + abs(x))
    case .Softplus: return x > 20 ? x : Real.logarithm(1 + Real.exponential(x))
    }
  }
}
