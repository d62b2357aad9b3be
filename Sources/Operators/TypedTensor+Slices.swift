import Tensors

extension TypedTensor {
  /// Slices along an axis, in that order; a negative index stands for one full of `filling`.
  func taking(_ indices: [Int], axis: Int, filling: TypedTensor? = nil) throws(OperatorError)
    -> TypedTensor
  {
    let split = try AxisSplit(shape, axis: axis)
    var newShape = shape
    newShape[split.axis] = indices.count
    try Axes.count(newShape)
    let taking = Taking(split: split, runs: Self.runs(indices), filling: filling?.elements)
    return TypedTensor(shape: newShape, elements.visit(taking))
  }

  /// Indices that follow each other: the first one and how many; those below 0 belong together.
  private static func runs(_ indices: [Int]) -> [(first: Int, count: Int)] {
    var runs: [(first: Int, count: Int)] = []
    for index in indices {
      if let last = runs.last, last.first < 0 ? index < 0 : index == last.first + last.count {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((index, 1))
      }
    }
    return runs
  }

  private struct Taking: ElementVisitor {
    let split: AxisSplit
    let runs: [(first: Int, count: Int)]
    let filling: TypedTensor.Elements?

    func visit<Element: TensorElement>(_ elements: [Element]) -> TypedTensor.Elements {
      let filling = filling.flatMap { Element.array($0)?.first } ?? Element.zero
      let count = split.outer * split.inner * runs.reduce(0) { $0 + $1.count }
      return Element.elements(
        [Element](unsafeUninitializedCapacity: count) { output, filled in
          elements.withUnsafeBufferPointer { input in
            for outer in 0..<split.outer {
              for run in runs {
                let (start, length) = (
                  (outer * split.extent + run.first) * split.inner, run.count * split.inner
                )
                for index in 0..<length {
                  output[filled + index] = run.first < 0 ? filling : input[start + index]
                }
                filled += length
              }
            }
          }
        })
    }
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
