import Tensors

/// Y = A B: dA = dY Bᵀ, dB = Aᵀ dY, summed over what was broadcast.
extension MatMul: DifferentiableOperator {
  func gradients(of pass: OperatorPass) throws(OperatorError) -> [Tensor?] {
    let (a, b) = (try pass.float(0), try pass.float(1))
    let left = RealTensor(shape: a.shape.count == 1 ? [1] + a.shape : a.shape, values: a.values)
    let right = RealTensor(shape: b.shape.count == 1 ? b.shape + [1] : b.shape, values: b.values)
    let rows = left.shape[left.rank - 2]
    let columns = right.shape[right.rank - 1]
    let product = try pass.gradient()
    let batch = product.shape.dropLast((a.shape.count == 1 ? 0 : 1) + (b.shape.count == 1 ? 0 : 1))
    let gradient = RealTensor(shape: batch + [rows, columns], values: product.values)
    return try pass.each { index throws(OperatorError) in
      if index == 0 {
        let whole = try BatchedProduct.of(gradient, right, rightTransposed: true)
        return Tensor(shape: whole.shape, values: whole.values)
          .summed(to: left.shape).reshaped(a.shape)
      }
      // One matrix for the whole stack: all rows together are one product.
      let isOne = right.rank == 2
      func stacked(_ tensor: RealTensor<Float>) -> RealTensor<Float> {
        guard isOne, let width = tensor.shape.last, width > 0 else { return tensor }
        return tensor.reshaped([tensor.count / width, width])
      }
      let whole = try BatchedProduct.of(stacked(left), stacked(gradient), leftTransposed: true)
      return Tensor(shape: whole.shape, values: whole.values)
        .summed(to: right.shape).reshaped(b.shape)
    }
  }
}

/// Y = α A B + β C with A or B transposed.
extension Gemm: DifferentiableOperator {
  var gradientObstacle: String? { activation == nil ? nil : "its activation" }

  func gradients(of pass: OperatorPass) throws(OperatorError) -> [Tensor?] {
    let (a, b) = (try pass.reals(0), try pass.reals(1))
    let whole = try pass.gradient()
    let gradient = RealTensor(shape: whole.shape, values: whole.values)
    return try pass.each { index throws(OperatorError) in
      let result: RealTensor<Float>
      switch (index, transposesLeft, transposesRight) {
      case (0, false, _):
        result = try BatchedProduct.of(gradient, b, rightTransposed: !transposesRight)
      case (0, true, _):
        result = try BatchedProduct.of(
          b, gradient, leftTransposed: transposesRight, rightTransposed: true)
      case (1, _, false):
        result = try BatchedProduct.of(a, gradient, leftTransposed: !transposesLeft)
      case (1, _, true):
        result = try BatchedProduct.of(
          gradient, a, leftTransposed: true, rightTransposed: transposesLeft)
      default:
        return Tensor(shape: whole.shape, values: whole.values.map { $0 * beta })
          .summed(to: try pass.float(index).shape)
      }
      return Tensor(
        shape: result.shape, values: alpha == 1 ? result.values : result.values.map { $0 * alpha })
    }
  }
}
