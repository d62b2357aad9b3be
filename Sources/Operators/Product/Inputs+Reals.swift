import Tensors

/// Inputs of floats, with the ranks that an operator wants.
extension Inputs {
  func optionalReals<Real: RealElement>(
    _ index: Int, as type: Real.Type, ranks: ClosedRange<Int>? = nil
  )
    throws(OperatorError) -> RealTensor<Real>?
  {
    guard let tensor = self[index] else { return nil }
    guard tensor.type.isFloat else {
      throw OperatorError("input \(index) is of type \(tensor.type), not of floats")
    }
    if let ranks, !ranks.contains(tensor.shape.count) {
      throw OperatorError("input \(index) has rank \(tensor.shape.count)")
    }
    return RealTensor(shape: tensor.shape, values: Self.values(tensor))
  }

  func reals<Real: RealElement>(_ index: Int, as type: Real.Type, ranks: ClosedRange<Int>? = nil)
    throws(OperatorError) -> RealTensor<Real>
  {
    _ = try required(index)
    guard let tensor = try optionalReals(index, as: type, ranks: ranks) else {
      throw OperatorError("input \(index) is missing")
    }
    return tensor
  }

  /// A vector of that many floats.
  func optionalVector<Real: RealElement>(_ index: Int, as type: Real.Type, count: Int)
    throws(OperatorError) -> [Real]?
  {
    guard let tensor = try optionalReals(index, as: type) else { return nil }
    guard tensor.count == count else {
      throw OperatorError("input \(index) has \(tensor.count) elements, not \(count)")
    }
    return tensor.values
  }

  func vector<Real: RealElement>(_ index: Int, as type: Real.Type, count: Int)
    throws(OperatorError) -> [Real]
  {
    _ = try required(index)
    return try optionalVector(index, as: type, count: count) ?? []
  }

  /// The tensor's elements as floats, whatever they are.
  static func values<Real: RealElement>(_ tensor: TypedTensor) -> [Real] {
    if let values = tensor.elements(as: Real.self) { return values }
    switch tensor.elements {
    case .float16(let values): return values.map { Real($0) }
    case .int8(let values): return values.map { Real($0) }
    case .uint8(let values): return values.map { Real($0) }
    default: return tensor.numbers.map { Real($0) }
    }
  }
}
