import Tensors

/// What a node got, read with the types and ranks that its operator wants.
struct InputTensors {
  let tensors: [TypedTensor?]

  init(_ tensors: [TypedTensor?]) { self.tensors = tensors }

  func has(_ index: Int) -> Bool { tensors.indices.contains(index) && tensors[index] != nil }

  func optional(_ index: Int) -> TypedTensor? {
    tensors.indices.contains(index) ? tensors[index] : nil
  }

  func required(_ index: Int) throws(OperatorError) -> TypedTensor {
    guard let tensor = optional(index) else { throw OperatorError("input \(index) is missing") }
    return tensor
  }

  func optionalReals<Real: RealElement>(
    _ index: Int, as type: Real.Type, ranks: ClosedRange<Int>? = nil
  )
    throws(OperatorError) -> RealTensor<Real>?
  {
    guard let tensor = optional(index) else { return nil }
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

  func optionalIntegers(_ index: Int) throws(OperatorError) -> [Int]? {
    guard let tensor = optional(index) else { return nil }
    guard let integers = tensor.integers else {
      throw OperatorError("input \(index) is of type \(tensor.type), not of whole numbers")
    }
    return integers
  }

  func integers(_ index: Int) throws(OperatorError) -> [Int] {
    _ = try required(index)
    return try optionalIntegers(index) ?? []
  }

  func optionalInteger(_ index: Int) throws(OperatorError) -> Int? {
    guard let integers = try optionalIntegers(index) else { return nil }
    guard integers.count == 1 else {
      throw OperatorError("input \(index) has \(integers.count) elements, not one")
    }
    return integers[0]
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
