import Tensors

/// A function of the gates of a recurrent layer, by the name that nodes call it.
struct RecurrentActivation: Sendable, Equatable {
  enum Kind: String, CaseIterable {
    case relu, tanh, sigmoid, affine, elu, softsign, softplus
    case leakyRelu = "leakyrelu"
    case thresholdedRelu = "thresholdedrelu"
    case scaledTanh = "scaledtanh"
    case hardSigmoid = "hardsigmoid"

    /// Where the node does not say alpha and beta.
    var defaults: (alpha: Float, beta: Float) {
      switch self {
      case .leakyRelu: (0.01, 0)
      case .hardSigmoid: (0.2, 0.5)
      case .affine, .scaledTanh: (1, self == .affine ? 0 : 1)
      default: (1, 0)
      }
    }
  }

  let kind: Kind
  let alpha: Float
  let beta: Float

  init(_ name: String, alpha: Float? = nil, beta: Float? = nil) throws(OperatorError) {
    guard let kind = Kind(rawValue: name.lowercased())
    else { throw OperatorError("activation '\(name)' is not possible") }
    self.kind = kind
    (self.alpha, self.beta) = (alpha ?? kind.defaults.alpha, beta ?? kind.defaults.beta)
  }

  private init(_ kind: Kind) {
    self.kind = kind
    (alpha, beta) = kind.defaults
  }

  static let sigmoid = RecurrentActivation(.sigmoid)
  static let tanh = RecurrentActivation(.tanh)

  /// Whether lists of alphas and betas have a number for it.
  var hasAlpha: Bool {
    [.affine, .leakyRelu, .thresholdedRelu, .scaledTanh, .hardSigmoid, .elu].contains(kind)
  }
  var hasBeta: Bool { [.affine, .scaledTanh, .hardSigmoid].contains(kind) }

  func callAsFunction<Real: RealElement>(_ x: Real) -> Real {
    let (alpha, beta) = (Real(alpha), Real(beta))
    switch kind {
    case .relu: return x < 0 ? 0 : x
    case .tanh: return Real.hyperbolicTangent(x)
    case .sigmoid: return 1 / (1 + Real.exponential(-x))
    case .affine: return alpha * x + beta
    case .leakyRelu: return x < 0 ? alpha * x : x
    case .thresholdedRelu: return x >= alpha ? x : 0
    case .scaledTanh: return alpha * Real.hyperbolicTangent(beta * x)
    case .hardSigmoid: return max(0, min(1, alpha * x + beta))
    case .elu: return x < 0 ? alpha * (Real.exponential(x) - 1) : x
    case .softsign: return x / (1 + abs(x))
    case .softplus: return x > 20 ? x : Real.logarithm(1 + Real.exponential(x))
    }
  }
}
