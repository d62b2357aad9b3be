import Glibc
import Tensors

/// Each number that came out goes back to its place.
extension TopK: DifferentiableOperator {
  func gradients(of pass: OperatorPass) throws(OperatorError) -> [Tensor?] {
    let input = try pass.float(0)
    let gradient = try pass.gradient()
    guard pass.outputs.count > 1 else { throw OperatorError("gives no places") }
    let axis = try Axes.normalized(axis, rank: input.shape.count)
    let places = try TypedTensor(input).places(of: pass.outputs[1], axis: axis)
    return try pass.each { index throws(OperatorError) in
      guard index == 0 else { return nil }
      var result = Tensor(zeros: input.shape)
      for (place, value) in zip(places, gradient.values) { result.values[place] += value }
      return result
    }
  }
}

/// The derivative of each row's number by its elements, times the gradient by that number.
extension Reduce: DifferentiableOperator {
  var gradientObstacle: String? { function == .product ? "a product" : nil }

  func gradients(of pass: OperatorPass) throws(OperatorError) -> [Tensor?] {
    let input = try pass.float(0)
    let axes = try reducedAxes(Inputs(pass.inputs), rank: input.shape.count)
    let kept = input.shape.indices.map { axes.contains($0) ? 1 : input.shape[$0] }
    let gradient = try pass.gradient().reshaped(kept).repeated(to: input.shape)
    let result = try pass.output().reshaped(kept).repeated(to: input.shape)
    let length = Float(axes.reduce(1) { $0 * input.shape[$1] })
    let ties = extremeTies(input, result, kept)
    return try pass.each { index throws(OperatorError) in
      guard index == 0 else { return nil }
      return Tensor(
        shape: input.shape,
        values: input.values.indices.map { place in
          let (x, y) = (input.values[place], result[place])
          return gradient[place] * derivative(x, y, length, ties.isEmpty ? 1 : ties[place])
        })
    }
  }

  private func derivative(_ x: Float, _ y: Float, _ length: Float, _ ties: Float) -> Float {
    switch function {
    case .sum: 1
    case .mean: 1 / length
    case .squares: 2 * x
    case .l1: x > 0 ? 1 : x < 0 ? -1 : 0
    case .l2: y == 0 ? 0 : x / y
    case .logSum: exp(-y)
    case .logSumExp: exp(x - y)
    case .largest, .smallest: x == y ? 1 / ties : 0
    case .product: 0
    }
  }

  /// How many elements of its row equal each row's largest or smallest one.
  private func extremeTies(_ input: Tensor, _ result: [Float], _ kept: [Int]) -> [Float] {
    guard function == .largest || function == .smallest else { return [] }
    let hits = Tensor(
      shape: input.shape, values: zip(input.values, result).map { $0 == $1 ? 1 : 0 })
    return hits.summed(to: kept).repeated(to: input.shape)
  }
}
