import Glibc
import Tensors

/// Functions of one float. They are computed with 64 bits and rounded once; `quick` has those that
/// 32-bit networks use most, with 32 bits in loops without calls through a table.
struct UnaryFunctions: Operator {
  typealias Function = @Sendable (Double) -> Double

  static var names: [String] { plain.keys.sorted() + withSettings.keys.sorted() }

  private let function: Function
  private let quick: QuickFunction?
  private let takesIntegers: Bool
  /// nil where it is not known.
  let derivative: UnaryDerivatives.Derivative?
  let element: ElementFunction?

  init(_ node: inout OperatorNode) throws(OperatorError) {
    function = try Self.function(&node)
    derivative = try UnaryDerivatives.make(&node)
    element = try ElementFunction.make(&node)
    quick = Self.quick[node.name]
    takesIntegers = node.operation == "Shrink"
  }

  private static func function(_ node: inout OperatorNode) throws(OperatorError) -> Function {
    if let function = plain[node.name] { return function }
    guard let make = withSettings[node.name] else {
      throw OperatorError("is no function of one number")
    }
    return try make(&node)
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let input = try Inputs(inputs).required(0)
    guard takesIntegers || input.type.isFloat else {
      throw OperatorError("takes floats, not \(input.type)")
    }
    if let quick, case .float32(let values) = input.elements {
      return [TypedTensor(shape: input.shape, values.changed(quick))]
    }
    return [try input.elements.visit(Mapping(function: function, shape: input.shape))]
  }

  private struct Mapping: NumberVisitor {
    let function: Function
    let shape: [Int]

    func visit<Element: NumberElement>(_ values: [Element]) throws(OperatorError) -> TypedTensor {
      TypedTensor(
        shape: shape,
        values.changed { part in part.apply { Element(number: function($0.number)) } })
    }
  }

  private static let plain: [String: Function] = [
    "Sqrt": { $0.squareRoot() },
    "Reciprocal": { 1 / $0 },
    "Ceil": { $0.rounded(.up) },
    "Floor": { $0.rounded(.down) },
    "Round": { $0.rounded(.toNearestOrEven) },
    "Exp": { exp($0) },
    "Log": { log($0) },
    "Sin": { sin($0) },
    "Cos": { cos($0) },
    "Tan": { tan($0) },
    "Asin": { asin($0) },
    "Acos": { acos($0) },
    "Atan": { atan($0) },
    "Sinh": { sinh($0) },
    "Cosh": { cosh($0) },
    "Tanh": { tanh($0) },
    "Asinh": { asinh($0) },
    "Acosh": { acosh($0) },
    "Atanh": { atanh($0) },
    "Erf": { erf($0) },
    "Sigmoid": sigmoid,
    "Softplus": softplus,
    "Softsign": { $0 / (1 + abs($0)) },
    "Mish": { $0 * tanh(softplus($0)) },
    "HardSwish": { $0 * min(max($0 / 6 + 0.5, 0), 1) },
    "com.microsoft.Gelu": gelu,
  ]

  typealias QuickFunction = @Sendable (UnsafeMutableBufferPointer<Float>) -> Void

  private static let quick: [String: QuickFunction] = [
    "Sqrt": { $0.apply { $0.squareRoot() } },
    "Reciprocal": { $0.apply { 1 / $0 } },
    "Ceil": { $0.apply { $0.rounded(.up) } },
    "Floor": { $0.apply { $0.rounded(.down) } },
    "Round": { $0.apply { $0.rounded(.toNearestOrEven) } },
    "Exp": { $0.apply { exp($0) } },
    "Tanh": { $0.apply { tanh($0) } },
    "Erf": { $0.apply { erf($0) } },
    "Sigmoid": { $0.apply { 1 / (1 + exp(-$0)) } },
  ]

  /// Those with attributes, which they read.
  private static let withSettings:
    [String: @Sendable (inout OperatorNode) throws(OperatorError) -> Function] = [
      "LeakyRelu": { (node) throws(OperatorError) in
        let alpha = try node.double("alpha", 0.01)
        return { $0 < 0 ? alpha * $0 : $0 }
      },
      "Elu": { (node) throws(OperatorError) in
        let alpha = try node.double("alpha", 1)
        return { $0 < 0 ? alpha * expm1($0) : $0 }
      },
      "Selu": { (node) throws(OperatorError) in
        let alpha = try node.double("alpha", 1.67326319217681884765625)
        let gamma = try node.double("gamma", 1.05070102214813232421875)
        return { gamma * ($0 < 0 ? alpha * expm1($0) : $0) }
      },
      "Celu": { (node) throws(OperatorError) in
        let alpha = try node.double("alpha", 1)
        return { $0 < 0 ? alpha * expm1($0 / alpha) : $0 }
      },
      "HardSigmoid": { (node) throws(OperatorError) in
        let (alpha, beta) = (try node.double("alpha", 0.2), try node.double("beta", 0.5))
        return { min(max(alpha * $0 + beta, 0), 1) }
      },
      "ThresholdedRelu": { (node) throws(OperatorError) in
        let alpha = try node.double("alpha", 1)
        return { $0 > alpha ? $0 : 0 }
      },
      "Shrink": { (node) throws(OperatorError) in
        let (limit, bias) = (try node.double("lambd", 0.5), try node.double("bias", 0))
        return { $0 < -limit ? $0 + bias : $0 > limit ? $0 - bias : 0 }
      },
      "Swish": { (node) throws(OperatorError) in swish(try node.double("alpha", 1)) },
      "com.microsoft.QuickGelu": { (node) throws(OperatorError) in
        swish(try node.double("alpha", 1.702))
      },
      "Gelu": { (node) throws(OperatorError) in
        try node.word("approximate", of: ["none", "tanh"]) == "tanh" ? fastGelu : gelu
      },
    ]

  static let sigmoid: Function = { 1 / (1 + exp(-$0)) }

  /// log(1 + eˣ) without overflow.
  static let softplus: Function = { max($0, 0) + log1p(exp(-abs($0))) }

  /// x Φ(x), Φ the standard normal distribution.
  static let gelu: Function = { 0.5 * $0 * (1 + erf($0 * 0.5.squareRoot())) }

  /// Its approximation with a hyperbolic tangent (arXiv:1606.08415, section 2).
  static let fastGelu: Function = {
    0.5 * $0 * (1 + tanh((2 / Double.pi).squareRoot() * ($0 + 0.044715 * $0 * $0 * $0)))
  }

  /// x σ(α x)
  static func swish(_ alpha: Double) -> Function { { $0 * sigmoid(alpha * $0) } }
}

extension OperatorNode {
  fileprivate mutating func double(_ name: String, _ fallback: Float) throws(OperatorError)
    -> Double
  {
    Double(try number(name, default: fallback))
  }
}
