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
    var read = pass.inputs
    var starts = [Int?](repeating: nil, count: read.count)
    var end = firstOrigin
    for (index, input) in pass.inputs.enumerated() {
      guard let input else { continue }
      if moves(index) {
        guard input.type == .float32 else { throw OperatorError("moves no 32-bit floats") }
        starts[index] = end
        read[index] = TypedTensor(
          shape: input.shape, (end..<end + input.count).map { Int64($0) })
        end += input.count
      } else if index == fillingInput {
        read[index] = TypedTensor(shape: input.shape, [Int64](repeating: 0, count: input.count))
      }
    }
    var sums = [Float](repeating: 0, count: end - firstOrigin)
    for (output, gradient) in zip(try outputs(of: read), pass.gradients) {
      guard let gradient, let origins = output.elements(as: Int64.self) else { continue }
      for (origin, value) in zip(origins, gradient.values) {
        let place = Int(origin) - firstOrigin
        if sums.indices.contains(place) { sums[place] += value }
      }
    }
    return try pass.each { index throws(OperatorError) in
      guard let start = starts[index] else { return nil }
      let tensor = try pass.float(index)
      let first = start - firstOrigin
      return Tensor(shape: tensor.shape, values: Array(sums[first..<first + tensor.count]))
    }
  }
}

/// The number of the first element: beyond all that an operator puts in by itself.
let firstOrigin = 1 << 40

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
