import Tensors

/// Elements of any type moved to other places.
extension TypedTensor {
  /// output[i, j, ...] = elements[offset + i strides[0] + j strides[1] + ...]. Precondition: these
  /// are within the elements.
  func strided(_ newShape: [Int], strides: [Int], from offset: Int = 0) -> TypedTensor {
    guard !(newShape == shape && strides == Shape.strides(of: shape) && offset == 0) else {
      return self
    }
    return TypedTensor(
      shape: newShape,
      elements.visit(StridedCopy(shape: newShape, strides: strides, offset: offset)))
  }

  private struct StridedCopy: ElementVisitor {
    let shape: [Int]
    let strides: [Int]
    let offset: Int

    func visit<Element: TensorElement>(_ elements: [Element]) -> TypedTensor.Elements {
      let loop = StridedLoop(shape, strides: [strides])
      let (length, step) = (loop.length, loop.steps[0])
      let count = shape.reduce(1, *)
      return Element.elements(
        [Element](unsafeUninitializedCapacity: count) { output, filled in
          elements.withUnsafeBufferPointer { input in
            loop.forEachRun(from: [offset]) { starts in
              let start = starts[0]
              for index in 0..<length { output[filled + index] = input[start + index * step] }
              filled += length
            }
          }
        })
    }
  }

  func broadcast(to newShape: [Int]) -> TypedTensor {
    strided(newShape, strides: Shape.broadcastStrides(of: shape, to: newShape))
  }

  /// Dimension d of the result is dimension order[d].
  func transposed(_ order: [Int]) -> TypedTensor {
    let strides = Shape.strides(of: shape)
    return strided(order.map { shape[$0] }, strides: order.map { strides[$0] })
  }

  /// Blocks of neighbouring elements, one after the other: block n begins at starts[n] · length.
  /// A negative start stands for the only element of `filling`, which is of the same type.
  func blocks(_ starts: [Int], length: Int = 1, shape: [Int], filling: TypedTensor? = nil)
    -> TypedTensor
  {
    TypedTensor(
      shape: shape,
      elements.visit(BlockCopy(starts: starts, length: length, filling: filling?.elements)))
  }

  private struct BlockCopy: ElementVisitor {
    let starts: [Int]
    let length: Int
    let filling: TypedTensor.Elements?

    func visit<Element: TensorElement>(_ elements: [Element]) -> TypedTensor.Elements {
      let filling = filling.flatMap { Element.array($0)?.first } ?? Element.zero
      return Element.elements(
        [Element](unsafeUninitializedCapacity: starts.count * length) { output, filled in
          elements.withUnsafeBufferPointer { input in
            for start in starts {
              if start < 0 {
                for index in 0..<length { output[filled + index] = filling }
              } else {
                for index in 0..<length {
                  output[filled + index] = input[start * length + index]
                }
              }
              filled += length
            }
          }
        })
    }
  }

  /// Other elements of the same type put at places[n] ..., block by block; a later one wins.
  func replacing(_ places: [Int], length: Int = 1, with other: TypedTensor) -> TypedTensor {
    TypedTensor(
      shape: shape,
      elements.visit(Replacement(places: places, length: length, other: other.elements)))
  }

  private struct Replacement: ElementVisitor {
    let places: [Int]
    let length: Int
    let other: TypedTensor.Elements

    func visit<Element: TensorElement>(_ elements: [Element]) -> TypedTensor.Elements {
      guard let other = Element.array(other) else { return Element.elements(elements) }
      var result = elements
      for (block, place) in places.enumerated() {
        for index in 0..<length { result[place * length + index] = other[block * length + index] }
      }
      return Element.elements(result)
    }
  }
}

extension ElementType {
  /// That many zeros, or false.
  func zeros(_ count: Int) -> TypedTensor.Elements { none.visit(Zeros(count: count)) }

  private struct Zeros: ElementVisitor {
    let count: Int
    func visit<Element: TensorElement>(_ elements: [Element]) -> TypedTensor.Elements {
      Element.elements([Element](repeating: .zero, count: count))
    }
  }

  /// No elements, of this type.
  var none: TypedTensor.Elements {
    switch self {
    case .float32: .float32([])
    case .float64: .float64([])
    case .float16: .float16([])
    case .int8: .int8([])
    case .int16: .int16([])
    case .int32: .int32([])
    case .int64: .int64([])
    case .uint8: .uint8([])
    case .uint16: .uint16([])
    case .uint32: .uint32([])
    case .uint64: .uint64([])
    case .bool: .bool([])
    }
  }

  /// onnx.TensorProto.DataType; nil for strings, complex numbers and the small floats.
  init?(code: Int) {
    let types: [Int: ElementType] = [
      1: .float32, 2: .uint8, 3: .int8, 4: .uint16, 5: .int16, 6: .int32, 7: .int64, 9: .bool,
      10: .float16, 11: .float64, 12: .uint32, 13: .uint64,
    ]
    guard let type = types[code] else { return nil }
    self = type
  }
}

extension OperatorNode {
  /// An attribute that names an element type; nil when the node does not have it.
  mutating func elementType(_ name: String) throws(OperatorError) -> ElementType? {
    guard let code = try integer(name) else { return nil }
    guard let type = ElementType(code: code) else {
      throw OperatorError("'\(name)' is element type \(code), which is not known")
    }
    return type
  }
}

extension TypedTensor {
  /// Indices and counts, as ONNX has them: 64-bit whole numbers.
  init(shape: [Int], integers: [Int]) { self.init(shape: shape, .int64(integers.map(Int64.init))) }

  /// Whether another tensor has elements of the same type.
  func requireType(_ type: ElementType, _ name: String) throws(OperatorError) {
    guard self.type == type else {
      throw OperatorError("\(name) is of type \(self.type), not \(type)")
    }
  }
}

extension TypedTensor {
  /// Slices along an axis, in that order; a negative index stands for one full of `filling`.
  func taking(_ indices: [Int], axis: Int, filling: TypedTensor? = nil) throws(OperatorError)
    -> TypedTensor
  {
    let split = try AxisSplit(shape, axis: axis)
    var newShape = shape
    newShape[split.axis] = indices.count
    try Axes.count(newShape)
    let starts = (0..<split.outer).flatMap { outer in
      indices.map { $0 < 0 ? -1 : outer * split.extent + $0 }
    }
    return blocks(starts, length: split.inner, shape: newShape, filling: filling)
  }

  /// Neighbouring slices along an axis.
  func slices(_ range: Range<Int>, axis: Int) -> TypedTensor {
    var newShape = shape
    newShape[axis] = range.count
    let strides = Shape.strides(of: shape)
    return strided(newShape, strides: strides, from: range.lowerBound * strides[axis])
  }

  /// Tensors one behind the other along an axis of theirs.
  static func concatenated(_ tensors: [TypedTensor], axis: Int) throws(OperatorError)
    -> TypedTensor
  {
    guard let first = tensors.first else { throw OperatorError("takes at least one tensor") }
    let axis = try Axes.normalized(axis, rank: first.shape.count)
    var shape = first.shape
    shape[axis] = 0
    for tensor in tensors {
      try tensor.requireType(first.type, "an input")
      var rest = tensor.shape
      guard rest.count == shape.count else {
        throw OperatorError("shapes \(first.shape) and \(tensor.shape) do not fit each other")
      }
      shape[axis] += rest[axis]
      rest[axis] = shape[axis]
      guard rest == shape else {
        throw OperatorError("shapes \(first.shape) and \(tensor.shape) do not fit each other")
      }
    }
    try Axes.count(shape)
    let joining = Joining(
      tensors: tensors, outer: shape[..<axis].reduce(1, *),
      lengths: tensors.map { $0.shape[axis...].reduce(1, *) })
    return TypedTensor(shape: shape, first.elements.visit(joining))
  }

  private struct Joining: ElementVisitor {
    let tensors: [TypedTensor]
    let outer: Int
    let lengths: [Int]

    func visit<Element: TensorElement>(_ first: [Element]) -> TypedTensor.Elements {
      let parts = tensors.map { $0.elements(as: Element.self) ?? [] }
      var result: [Element] = []
      result.reserveCapacity(outer * lengths.reduce(0, +))
      for block in 0..<outer {
        for (part, length) in zip(parts, lengths) {
          result += part[block * length..<(block + 1) * length]
        }
      }
      return Element.elements(result)
    }
  }
}
