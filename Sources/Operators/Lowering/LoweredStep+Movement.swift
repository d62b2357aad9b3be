import Tensors

/// Numbered elements tell where each one goes (`MovingOperator`); where that is even, it is said by
/// strides.
extension MovingOperator {
  func lowered(_ trace: OperatorTrace) throws(OperatorError) -> LoweredStep {
    for (index, isDynamic) in trace.isDynamic.enumerated() where isDynamic && !moves(index) {
      throw OperatorError("goes by numbers that change")
    }
    let numbered = numbered(trace.inputs)
    var movements: [LoweredMovement] = []
    for (output, value) in zip(try outputs(of: numbered.inputs), trace.outputs) {
      guard let origins = output.elements(as: Int64.self) else { continue }
      movements.append(
        try LoweredMovement(
          origins.map { Int($0) }, value, trace.inputs.map { $0?.shape },
          numbered.starts))
    }
    return .movement(movements)
  }
}

extension LoweredMovement {
  /// `origins` are numbers of the elements of all inputs, by the outputs' places.
  init(_ origins: [Int], _ output: TypedTensor, _ shapes: [[Int]?], _ starts: [Int?])
    throws(OperatorError)
  {
    count = origins.count
    var parts: [Part] = []
    var filled = [Bool](repeating: false, count: origins.count)
    for (input, shape) in shapes.enumerated() {
      guard let shape, let start = starts[input] else { continue }
      let range = start..<start + shape.reduce(1, *)
      let places = origins.indices.filter { range.contains(origins[$0]) }
      for place in places { filled[place] = true }
      guard !places.isEmpty else { continue }
      let own = places.map { origins[$0] - start }
      if places.count == count, let path = Self.gather(own, output.shape) {
        parts.append(Part(input: input, path: path))
      } else if let path = Self.scatter(own, places, shape) {
        parts.append(Part(input: input, path: path))
      } else if places.count == count {
        parts.append(Part(input: input, path: .table(own.map { Int32($0) })))
      } else {
        throw OperatorError("takes elements of several inputs without order")
      }
    }
    self.parts = parts
    let gaps = filled.indices.filter { !filled[$0] }
    let numbers = gaps.isEmpty ? [] : output.numbers
    filling = gaps.first.map { Float(numbers[$0]) }
    guard gaps.allSatisfy({ Float(numbers[$0]) == filling }) else {
      throw OperatorError("fills gaps with different numbers")
    }
  }

  private static func gather(_ origins: [Int], _ shape: [Int]) -> Path? {
    even(origins, shape).map {
      .gather(extents: $0.extents, strides: $0.strides, offset: $0.offset)
    }
  }

  /// Every element of the input goes somewhere, once.
  private static func scatter(_ origins: [Int], _ places: [Int], _ shape: [Int]) -> Path? {
    let count = shape.reduce(1, *)
    guard origins.count == count else { return nil }
    var targets = [Int](repeating: -1, count: count)
    for (origin, place) in zip(origins, places) { targets[origin] = place }
    guard !targets.contains(-1) else { return nil }
    return even(targets, shape).map {
      .scatter(extents: $0.extents, strides: $0.strides, offset: $0.offset)
    }
  }

  /// numbers[i, j, ...] = offset + i strides[0] + j strides[1] ..., dimensions joined where they go
  /// evenly; nil where it is not so.
  private static func even(_ numbers: [Int], _ shape: [Int]) -> (
    extents: [Int], strides: [Int], offset: Int
  )? {
    guard let offset = numbers.first else { return nil }
    let steps = Shape.strides(of: shape)
    var (extents, strides): ([Int], [Int]) = ([], [])
    for (dimension, extent) in shape.enumerated() where extent > 1 {
      let stride = numbers[steps[dimension]] - offset
      if let last = extents.indices.last, strides[last] == stride * extent {
        extents[last] *= extent
        strides[last] = stride
      } else {
        extents.append(extent)
        strides.append(stride)
      }
    }
    let found = Shape.offsets(shape: extents, strides: strides)
    guard zip(found, numbers).allSatisfy({ $0 + offset == $1 }) else { return nil }
    return (extents.isEmpty ? [1] : extents, strides.isEmpty ? [0] : strides, offset)
  }
}

extension Identity: LoweredOperator {}
extension Reshape: LoweredOperator {}
extension Flatten: LoweredOperator {}
extension Squeeze: LoweredOperator {}
extension Transpose: LoweredOperator {}
extension DepthToSpace: LoweredOperator {}
extension Expand: LoweredOperator {}
extension Tile: LoweredOperator {}
extension Split: LoweredOperator {}
extension Slice: LoweredOperator {}
extension Gather: LoweredOperator {}
extension GatherElements: LoweredOperator {}
extension GatherND: LoweredOperator {}
extension CenterCropPad: LoweredOperator {}
extension Pad: LoweredOperator {}
extension Concat: LoweredOperator {}

/// Nearest neighbours move, blended ones do not.
extension Resize: LoweredOperator {
  func lowered(_ trace: OperatorTrace) throws(OperatorError) -> LoweredStep {
    guard mode == .nearest, let input = trace.inputs[0] else {
      throw OperatorError("mode=\(mode.rawValue) has no loop")
    }
    var read = trace.inputs
    read[0] = input.numbered(from: firstOrigin)
    guard let origins = try outputs(of: read)[0].elements(as: Int64.self) else {
      throw OperatorError("has no loop")
    }
    return .movement([
      try LoweredMovement(
        origins.map { Int($0) }, trace.outputs[0], [input.shape], [firstOrigin])
    ])
  }
}

/// Floats that stay floats.
extension Cast: LoweredOperator {
  func lowered(_ trace: OperatorTrace) throws(OperatorError) -> LoweredStep {
    guard let input = trace.inputs[0], input.type == .float32, trace.outputs[0].type == .float32
    else { throw OperatorError("between types has no loop") }
    return .movement([
      try LoweredMovement(
        Array(firstOrigin..<firstOrigin + input.count), input, [input.shape], [firstOrigin])
    ])
  }
}
