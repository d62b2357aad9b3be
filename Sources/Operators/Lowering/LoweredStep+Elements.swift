import Tensors

extension UnaryFunctions: LoweredOperator {
  func lowered(_ trace: OperatorTrace) throws(OperatorError) -> LoweredStep {
    guard let element else { throw OperatorError("has no loop") }
    return .function(element, count: try trace.shape(0).reduce(1, *))
  }
}

extension ElementFunction {
  /// Of a node; nil for those that have none.
  static func make(_ node: inout OperatorNode) throws(OperatorError) -> ElementFunction? {
    switch node.name {
    case "Relu": return .relu
    case "Neg": return .negative
    case "Abs": return .absolute
    case "Sigmoid": return .sigmoid
    case "Tanh": return .tanh
    case "Exp": return .exponential
    case "Log": return .logarithm
    case "Sqrt": return .squareRoot
    case "Reciprocal": return .reciprocal
    case "Erf": return .errorFunction
    case "HardSwish": return .hardSwish
    case "Softplus": return .softplus
    case "com.microsoft.Gelu": return .gelu
    case "Gelu":
      return try node.word("approximate", of: ["none", "tanh"]) == "none" ? .gelu : nil
    case "LeakyRelu": return .leakyReLU(try node.number("alpha", default: 0.01))
    case "Elu": return .elu(try node.number("alpha", default: 1))
    case "HardSigmoid":
      return .hardSigmoid(
        try node.number("alpha", default: 0.2), try node.number("beta", default: 0.5))
    default: return nil
    }
  }
}

extension SignFunctions: LoweredOperator {
  func lowered(_ trace: OperatorTrace) throws(OperatorError) -> LoweredStep {
    var node = OperatorNode(name)
    guard let element = try ElementFunction.make(&node) else {
      throw OperatorError("has no loop")
    }
    return .function(element, count: try trace.shape(0).reduce(1, *))
  }
}

extension Clip: LoweredOperator {
  func lowered(_ trace: OperatorTrace) throws(OperatorError) -> LoweredStep {
    let largest = Float.greatestFiniteMagnitude
    let low = try trace.constant(1)?.first ?? least ?? -largest
    let high = try trace.constant(2)?.first ?? most ?? largest
    return .function(.clip(min(low, high), high), count: try trace.shape(0).reduce(1, *))
  }
}

extension BroadcastArithmetic: LoweredOperator {
  func lowered(_ trace: OperatorTrace) throws(OperatorError) -> LoweredStep {
    guard trace.inputs.count == 2, !isMean else {
      throw OperatorError("of \(trace.inputs.count) terms has no loop")
    }
    let name: PairFunction =
      switch function {
      case .sum: .sum
      case .difference: .difference
      case .product: .product
      case .quotient: .quotient
      case .larger: .larger
      case .smaller: .smaller
      case .leak: .leak
      case .remainder, .modulus: throw OperatorError("has no loop")
      }
    let (left, right) = (try trace.shape(0), try trace.shape(1))
    let shape = try Axes.broadcast([left, right])
    let steps = Self.joined(
      shape, Shape.broadcastStrides(of: left, to: shape),
      Shape.broadcastStrides(of: right, to: shape))
    return .pairs(name, extents: steps.extents, left: steps.left, right: steps.right)
  }

  /// Dimensions along which both move evenly become one.
  private static func joined(_ shape: [Int], _ left: [Int], _ right: [Int]) -> (
    extents: [Int], left: [Int], right: [Int]
  ) {
    var result: (extents: [Int], left: [Int], right: [Int]) = ([], [], [])
    for (dimension, extent) in shape.enumerated() where extent != 1 {
      let (a, b) = (left[dimension], right[dimension])
      if let last = result.extents.indices.last, result.left[last] == a * extent,
        result.right[last] == b * extent
      {
        result.extents[last] *= extent
        (result.left[last], result.right[last]) = (a, b)
      } else {
        result.extents.append(extent)
        result.left.append(a)
        result.right.append(b)
      }
    }
    return result.extents.isEmpty ? ([1], [0], [0]) : result
  }
}

/// Squares are what networks raise to a power.
extension Power: LoweredOperator {
  func lowered(_ trace: OperatorTrace) throws(OperatorError) -> LoweredStep {
    let count = try trace.shape(0).reduce(1, *)
    switch try trace.constant(1) {
    case [2]: return .function(.square, count: count)
    case [0.5]: return .function(.squareRoot, count: count)
    default: throw OperatorError("has a loop for squares and roots only")
    }
  }
}

extension Scaler: LoweredOperator {
  func lowered(_ trace: OperatorTrace) throws(OperatorError) -> LoweredStep {
    let shape = try trace.shape(0)
    let features = shape.last ?? 1
    func each(_ list: [Float]) -> [Float] {
      list.count == 1 ? [Float](repeating: list[0], count: features) : list
    }
    let (offsets, factors) = (each(offset), each(scale))
    return .scaling(
      factors: factors, shifts: zip(offsets, factors).map { -$0 * $1 },
      LoweredRows(outer: shape.dropLast().reduce(1, *), extent: features, inner: 1))
  }
}
