import Tensors

/// Functions of two numbers, and those of any number of tensors that fold one of them.
struct BroadcastArithmetic: Operator {
  enum Function {
    case sum, difference, product, quotient, larger, smaller, remainder, modulus, leak
  }

  private static let functions: [String: Function] = [
    "Add": .sum, "Sub": .difference, "Mul": .product, "Div": .quotient, "Mod": .modulus,
    "PRelu": .leak, "Sum": .sum, "Mean": .sum, "Max": .larger, "Min": .smaller,
  ]
  private static let variadic: Set<String> = ["Sum", "Mean", "Max", "Min"]

  static var names: [String] { functions.keys.sorted() }

  let function: Function
  private let isVariadic: Bool
  let isMean: Bool
  /// PRelu's slope must not make its input wider.
  private var keepsShape: Bool { function == .leak }
  /// Before operator set 7 a slope of one dimension stood for channels, the second dimension, and
  /// not for the last.
  private let hasSlopeOfChannels: Bool

  init(_ node: inout OperatorNode) throws(OperatorError) {
    guard let function = Self.functions[node.operation] else {
      throw OperatorError("is no arithmetic")
    }
    let isRemainder = node.operation == "Mod" ? try node.flag("fmod") : false
    self.function = isRemainder ? .remainder : function
    isVariadic = Self.variadic.contains(node.operation)
    isMean = node.operation == "Mean"
    hasSlopeOfChannels = function == .leak && node.version < 7
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let terms = try Inputs(inputs).all()
    guard isVariadic || terms.count == 2 else {
      throw OperatorError("takes two inputs, not \(terms.count)")
    }
    var result = terms[0]
    for term in terms.dropFirst() { result = try combine(result, term) }
    guard isMean else { return [result] }
    return [try result.elements.visit(Division(shape: result.shape, divisor: terms.count))]
  }

  private func combine(_ left: TypedTensor, _ right: TypedTensor) throws(OperatorError)
    -> TypedTensor
  {
    try right.requireType(left.type, "an input")
    guard !hasSlopeOfChannels || right.count <= 1 || left.shape.count <= 2 else {
      throw OperatorError("does not take a slope for each channel as before operator set 7")
    }
    let broadcast = try Broadcast([left.shape, right.shape])
    guard !keepsShape || broadcast.shape == left.shape else {
      throw OperatorError("the slope of shape \(right.shape) does not fit \(left.shape)")
    }
    return try left.elements.visit(
      Combination(function: function, right: right.elements, broadcast: broadcast))
  }

  private struct Combination: NumberVisitor {
    let function: Function
    let right: TypedTensor.Elements
    let broadcast: Broadcast

    func visit<Element: NumberElement>(_ left: [Element]) throws(OperatorError) -> TypedTensor {
      let right = Element.array(right) ?? []
      return switch function {
      case .sum: broadcast.combine(left, right) { Element.sum($0, $1) }
      case .difference: broadcast.combine(left, right) { Element.difference($0, $1) }
      case .product: broadcast.combine(left, right) { Element.product($0, $1) }
      case .quotient: broadcast.combine(left, right) { Element.quotient($0, $1) }
      case .larger: broadcast.combine(left, right) { Element.larger($0, $1) }
      case .smaller: broadcast.combine(left, right) { Element.smaller($0, $1) }
      case .remainder: broadcast.combine(left, right) { Element.remainder($0, $1) }
      case .modulus: broadcast.combine(left, right) { Element.modulus($0, $1) }
      case .leak:
        broadcast.combine(left, right) { $0 < Element.zero ? Element.product($0, $1) : $0 }
      }
    }
  }

  private struct Division: NumberVisitor {
    let shape: [Int]
    let divisor: Int

    func visit<Element: NumberElement>(_ elements: [Element]) throws(OperatorError) -> TypedTensor {
      let divisor = Element(number: Double(divisor))
      return TypedTensor(shape: shape, elements.map { Element.quotient($0, divisor) })
    }
  }
}
