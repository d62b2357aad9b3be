import Glibc
import Tensors

/// Derivatives of functions of one number, given the number x and the function's value y.
enum UnaryDerivatives {
  typealias Derivative = @Sendable (_ x: Double, _ y: Double) -> Double

  /// Of a node's function; nil for one that is not here.
  static func make(_ node: inout OperatorNode) throws(OperatorError) -> Derivative? {
    if let derivative = plain[node.name] { return derivative }
    func number(_ name: String, _ fallback: Float) throws(OperatorError) -> Double {
      Double(try node.number(name, default: fallback))
    }
    switch node.name {
    case "LeakyRelu":
      let alpha = try number("alpha", 0.01)
      return { x, _ in x < 0 ? alpha : 1 }
    case "Elu":
      let alpha = try number("alpha", 1)
      return { x, _ in x < 0 ? alpha * exp(x) : 1 }
    case "Selu":
      let alpha = try number("alpha", 1.67326319217681884765625)
      let gamma = try number("gamma", 1.05070102214813232421875)
      return { x, _ in x < 0 ? gamma * alpha * exp(x) : gamma }
    case "Celu":
      let alpha = try number("alpha", 1)
      return { x, _ in x < 0 ? exp(x / alpha) : 1 }
    case "HardSigmoid":
      let (alpha, beta) = (try number("alpha", 0.2), try number("beta", 0.5))
      return { x, _ in (0..<1).contains(alpha * x + beta) ? alpha : 0 }
    case "ThresholdedRelu":
      let alpha = try number("alpha", 1)
      return { x, _ in x > alpha ? 1 : 0 }
    case "Shrink":
      let limit = try number("lambd", 0.5)
      return { x, _ in abs(x) > limit ? 1 : 0 }
    case "Swish": return swish(try number("alpha", 1))
    case "com.microsoft.QuickGelu": return swish(try number("alpha", 1.702))
    case "Gelu":
      return try node.word("approximate", of: ["none", "tanh"]) == "tanh" ? fastGelu : gelu
    default: return nil
    }
  }

  private static let plain: [String: Derivative] = [
    "Abs": { x, _ in x > 0 ? 1 : x < 0 ? -1 : 0 },
    "Neg": { _, _ in -1 },
    "Sign": { _, _ in 0 },
    "Relu": { x, _ in x > 0 ? 1 : 0 },
    "Ceil": { _, _ in 0 },
    "Floor": { _, _ in 0 },
    "Round": { _, _ in 0 },
    "Sqrt": { _, y in 0.5 / y },
    "Reciprocal": { _, y in -y * y },
    "Exp": { _, y in y },
    "Log": { x, _ in 1 / x },
    "Sin": { x, _ in cos(x) },
    "Cos": { x, _ in -sin(x) },
    "Tan": { _, y in 1 + y * y },
    "Asin": { x, _ in 1 / (1 - x * x).squareRoot() },
    "Acos": { x, _ in -1 / (1 - x * x).squareRoot() },
    "Atan": { x, _ in 1 / (1 + x * x) },
    "Sinh": { x, _ in cosh(x) },
    "Cosh": { x, _ in sinh(x) },
    "Tanh": { _, y in 1 - y * y },
    "Asinh": { x, _ in 1 / (x * x + 1).squareRoot() },
    "Acosh": { x, _ in 1 / (x * x - 1).squareRoot() },
    "Atanh": { x, _ in 1 / (1 - x * x) },
    "Erf": { x, _ in 2 / Double.pi.squareRoot() * exp(-x * x) },
    "Sigmoid": { _, y in y * (1 - y) },
    "Softplus": { x, _ in UnaryFunctions.sigmoid(x) },
    "Softsign": { x, _ in 1 / ((1 + abs(x)) * (1 + abs(x))) },
    "Mish": { x, _ in
      let gate = tanh(UnaryFunctions.softplus(x))
      return gate + x * (1 - gate * gate) * UnaryFunctions.sigmoid(x)
    },
    "HardSwish": { x, _ in x <= -3 ? 0 : x >= 3 ? 1 : x / 3 + 0.5 },
    "com.microsoft.Gelu": gelu,
  ]

  /// Φ(x) + x φ(x), with the standard normal distribution and its density.
  private static let gelu: Derivative = { x, _ in
    0.5 * (1 + erf(x * 0.5.squareRoot())) + x * exp(-x * x / 2) / (2 * Double.pi).squareRoot()
  }

  private static let fastGelu: Derivative = { x, _ in
    let factor = (2 / Double.pi).squareRoot()
    let gate = tanh(factor * (x + 0.044715 * x * x * x))
    return 0.5 * (1 + gate)
      + 0.5 * x * (1 - gate * gate) * factor * (1 + 3 * 0.044715 * x * x)
  }

  /// σ(α x) + α x σ'(α x)
  private static func swish(_ alpha: Double) -> Derivative {
    { x, _ in
      let gate = UnaryFunctions.sigmoid(alpha * x)
      return gate + alpha * x * gate * (1 - gate)
    }
  }

  /// The gradient by x.
  static func gradients(of pass: OperatorPass, by derivative: Derivative)
    throws(OperatorError) -> [Tensor?]
  {
    try pass.each { index throws(OperatorError) in
      guard index == 0 else { return nil }
      let (x, y, gradient) = (try pass.float(0), try pass.output(), try pass.gradient())
      return Tensor(
        shape: x.shape,
        values: x.values.indices.map {
          gradient.values[$0] * Float(derivative(Double(x.values[$0]), Double(y.values[$0])))
        })
    }
  }
}

extension UnaryFunctions: DifferentiableOperator {
  var gradientObstacle: String? { derivative == nil ? "this function" : nil }

  func gradients(of pass: OperatorPass) throws(OperatorError) -> [Tensor?] {
    guard let derivative else { throw OperatorError("has no gradient") }
    return try UnaryDerivatives.gradients(of: pass, by: derivative)
  }
}

extension SignFunctions: DifferentiableOperator {
  func gradients(of pass: OperatorPass) throws(OperatorError) -> [Tensor?] {
    var node = OperatorNode(name)
    guard let derivative = try UnaryDerivatives.make(&node) else {
      throw OperatorError("has no gradient")
    }
    return try UnaryDerivatives.gradients(of: pass, by: derivative)
  }
}

/// What is kept within the limits goes through; the limits themselves are settings.
extension Clip: DifferentiableOperator {
  func gradients(of pass: OperatorPass) throws(OperatorError) -> [Tensor?] {
    let (x, y) = (try pass.float(0), try pass.output())
    let gradient = try pass.gradient()
    return try pass.each { index throws(OperatorError) in
      guard index == 0 else { return nil }
      return Tensor(
        shape: x.shape,
        values: x.values.indices.map { x.values[$0] == y.values[$0] ? gradient.values[$0] : 0 })
    }
  }
}
