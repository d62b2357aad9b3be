import Tensors

/// Something that can be done with numbers of any type.
protocol NumberVisitor {
  associatedtype Result
  func visit<Element: NumberElement>(_ elements: [Element]) throws(OperatorError) -> Result
}

protocol IntegerVisitor {
  associatedtype Result
  func visit<Element: IntegerElement>(_ elements: [Element]) throws(OperatorError) -> Result
}

protocol FloatVisitor {
  associatedtype Result
  func visit<Element: FloatElement>(_ elements: [Element]) throws(OperatorError) -> Result
}

extension TypedTensor.Elements {
  /// Throws for Booleans.
  func visit<Visitor: NumberVisitor>(_ visitor: Visitor) throws(OperatorError) -> Visitor.Result {
    if type.isFloat { return try visit(floats: OfNumbers(visitor: visitor)) }
    guard type != .bool else { throw OperatorError("takes numbers, not bool") }
    return try visit(integers: OfNumbers(visitor: visitor))
  }

  private struct OfNumbers<Visitor: NumberVisitor>: FloatVisitor, IntegerVisitor {
    let visitor: Visitor
    func visit<Element: FloatElement>(_ elements: [Element]) throws(OperatorError)
      -> Visitor.Result
    { try visitor.visit(elements) }
    func visit<Element: IntegerElement>(_ elements: [Element]) throws(OperatorError)
      -> Visitor.Result
    { try visitor.visit(elements) }
  }

  func visit<Visitor: FloatVisitor>(floats visitor: Visitor) throws(OperatorError)
    -> Visitor.Result
  {
    switch self {
    case .float32(let values): try visitor.visit(values)
    case .float64(let values): try visitor.visit(values)
    case .float16(let values): try visitor.visit(values)
    default: throw OperatorError("takes floats, not \(type)")
    }
  }

  func visit<Visitor: IntegerVisitor>(integers visitor: Visitor) throws(OperatorError)
    -> Visitor.Result
  {
    switch self {
    case .int8(let values): try visitor.visit(values)
    case .int16(let values): try visitor.visit(values)
    case .int32(let values): try visitor.visit(values)
    case .int64(let values): try visitor.visit(values)
    case .uint8(let values): try visitor.visit(values)
    case .uint16(let values): try visitor.visit(values)
    case .uint32(let values): try visitor.visit(values)
    case .uint64(let values): try visitor.visit(values)
    default: throw OperatorError("takes whole numbers, not \(type)")
    }
  }
}
