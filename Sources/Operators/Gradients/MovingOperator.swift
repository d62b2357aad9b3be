import Tensors

/// An operator that puts elements somewhere else and changes none: it is the same for any type. Let
/// it move numbers that say where each element came from, and they tell where its gradient goes.
protocol MovingOperator: DifferentiableOperator {
  /// Whether it moves this input's elements; others are shapes, places and conditions.
  func moves(_ input: Int) -> Bool
  /// The input with the element that fills gaps.
  var fillingInput: Int? { get }
}

extension MovingOperator {
  func moves(_ input: Int) -> Bool { input == 0 }
  var fillingInput: Int? { nil }

  func gradients(of pass: OperatorPass) throws(OperatorError) -> [Tensor?] {
    try movedGradients(of: pass)
  }

  func movedGradients(of pass: OperatorPass) throws(OperatorError) -> [Tensor?] {
    for (index, input) in pass.inputs.enumerated() where moves(index) {
      guard input?.type ?? .float32 == .float32 else {
        throw OperatorError("moves no 32-bit floats")
      }
    }
    let numbered = numbered(pass.inputs)
    var sums = [Float](repeating: 0, count: numbered.end - firstOrigin)
    for (output, gradient) in zip(try outputs(of: numbered.inputs), pass.gradients) {
      guard let gradient, let origins = output.elements(as: Int64.self) else { continue }
      for (origin, value) in zip(origins, gradient.values) {
        let place = Int(origin) - firstOrigin
        if sums.indices.contains(place) { sums[place] += value }
      }
    }
    return try pass.each { index throws(OperatorError) in
      guard let start = numbered.starts[index] else { return nil }
      let tensor = try pass.float(index)
      let first = start - firstOrigin
      return Tensor(shape: tensor.shape, values: Array(sums[first..<first + tensor.count]))
    }
  }
}

/// The number of the first element: beyond all that an operator puts in by itself.
let firstOrigin = 1 << 40

/// A node's inputs with numbers for the elements that it moves, one after the other.
struct NumberedInputs {
  var inputs: [TypedTensor?]
  /// The first number of each input; nil for those that are not moved.
  var starts: [Int?]
  /// One past the last number.
  var end = firstOrigin
}

extension MovingOperator {
  /// What fills gaps becomes 0, which is no number of an element.
  func numbered(_ inputs: [TypedTensor?]) -> NumberedInputs {
    var result = NumberedInputs(
      inputs: inputs, starts: [Int?](repeating: nil, count: inputs.count))
    for (index, input) in inputs.enumerated() {
      guard let input else { continue }
      if moves(index) {
        result.starts[index] = result.end
        result.inputs[index] = input.numbered(from: result.end)
        result.end += input.count
      } else if index == fillingInput {
        result.inputs[index] = TypedTensor(
          shape: input.shape, [Int64](repeating: 0, count: input.count))
      }
    }
    return result
  }
}

extension TypedTensor {
  /// start, start + 1, ... in place of the elements.
  func numbered(from start: Int) -> TypedTensor {
    TypedTensor(shape: shape, (start..<start + count).map { Int64($0) })
  }
}

/// A moving operator that leaves elements in their order.
protocol RenamingOperator: MovingOperator {}

extension RenamingOperator {
  func gradients(of pass: OperatorPass) throws(OperatorError) -> [Tensor?] {
    let gradient = try pass.gradient()
    return try pass.each { index throws(OperatorError) in
      index == 0 ? Tensor(shape: try pass.float(0).shape, values: gradient.values) : nil
    }
  }
}

extension Identity: RenamingOperator {}
extension Reshape: RenamingOperator {}
extension Flatten: RenamingOperator {}
extension Squeeze: RenamingOperator {}
extension Transpose: MovingOperator {}
extension DepthToSpace: MovingOperator {}
extension Expand: MovingOperator {}
extension Tile: MovingOperator {}
extension Split: MovingOperator {}
extension Slice: MovingOperator {}
extension Gather: MovingOperator {}
extension GatherElements: MovingOperator {}
extension GatherND: MovingOperator {}
extension ReverseSequence: MovingOperator {}
extension Trilu: MovingOperator {}
extension Compress: MovingOperator {}
extension CenterCropPad: MovingOperator {}

extension Pad: MovingOperator {
  var fillingInput: Int? { 2 }
}

extension Concat: MovingOperator {
  func moves(_ input: Int) -> Bool { true }
}

extension Where: MovingOperator {
  func moves(_ input: Int) -> Bool { input > 0 }
}

extension Scatter: MovingOperator {
  func moves(_ input: Int) -> Bool { input != 1 }
  var gradientObstacle: String? { isReduction ? "reduction" : nil }
}

/// A cast that changes something has no gradient.
extension Cast: DifferentiableOperator {
  func gradients(of pass: OperatorPass) throws(OperatorError) -> [Tensor?] {
    try pass.each { index throws(OperatorError) in index == 0 ? try pass.gradient() : nil }
  }
}

/// What comes out depends on no float that comes in, or is no float.
protocol UnmovedOperator: DifferentiableOperator {}

extension UnmovedOperator {
  func gradients(of pass: OperatorPass) throws(OperatorError) -> [Tensor?] {
    pass.inputs.map { _ in nil }
  }
}

extension Constant: UnmovedOperator {}
extension ConstantOfShape: UnmovedOperator {}
extension NumberRange: UnmovedOperator {}
extension EyeLike: UnmovedOperator {}
extension OneHot: UnmovedOperator {}
extension ShapeQueries: UnmovedOperator {}
extension ArgExtreme: UnmovedOperator {}
extension Comparison: UnmovedOperator {}
extension Logic: UnmovedOperator {}
extension BitShift: UnmovedOperator {}
extension FloatKinds: UnmovedOperator {}
extension NonZero: UnmovedOperator {}
