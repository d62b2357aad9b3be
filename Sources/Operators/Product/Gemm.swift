import Tensors

/// output = alpha · op(A) · op(B) + beta · C; com.microsoft's FusedGemm applies a function to it.
struct Gemm: RealOperator {
  static let names = ["Gemm", "com.microsoft.FusedGemm"]

  let alpha: Float
  let beta: Float
  let transposesLeft: Bool
  let transposesRight: Bool
  let activation: RecurrentActivation?

  init(_ node: inout OperatorNode) throws(OperatorError) {
    alpha = try node.number("alpha", default: 1)
    beta = try node.number("beta", default: 1)
    transposesLeft = try node.flag("transA")
    transposesRight = try node.flag("transB")
    // Before opset 7 a switch said whether C is broadcast; it always may be since.
    _ = try node.flag("broadcast")
    activation = try Self.activation(&node)
  }

  private static func activation(_ node: inout OperatorNode) throws(OperatorError)
    -> RecurrentActivation?
  {
    guard node.operation == "FusedGemm", let name = try node.text("activation") else { return nil }
    return try RecurrentActivation(
      name, alpha: node.number("activation_alpha"), beta: node.number("activation_beta"))
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    // Whole numbers up to 2^53 are exact as doubles.
    if let type = inputs.first??.type, !type.isFloat {
      throw OperatorError("does not multiply \(type)")
    }
    return try realOutputs(of: inputs)
  }

  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    let left = try inputs.reals(0, as: type, ranks: 2...2)
    let right = try inputs.reals(1, as: type, ranks: 2...2)
    let product = try BatchedProduct.of(
      left, right, leftTransposed: transposesLeft, rightTransposed: transposesRight)
    return try results(of: inputs, product: product)
  }

  /// What follows the product.
  private func results<Real: RealElement>(of inputs: Inputs, product: RealTensor<Real>)
    throws(OperatorError) -> [TypedTensor]
  {
    var output = product
    if alpha != 1 { for index in output.values.indices { output.values[index] *= Real(alpha) } }
    if beta != 0, let addend = try inputs.optionalReals(2, as: Real.self) {
      try Self.add(addend, times: Real(beta), to: &output)
    }
    if let activation { output.values = output.values.map { activation($0) } }
    return [output.typed]
  }

  private static func add<Real: RealElement>(
    _ addend: RealTensor<Real>, times beta: Real, to output: inout RealTensor<Real>
  ) throws(OperatorError) {
    guard Shape.broadcast(addend.shape, output.shape) == output.shape else {
      throw OperatorError("C \(addend.shape) does not fit the product \(output.shape)")
    }
    let strides = Shape.broadcastStrides(of: addend.shape, to: output.shape)
    let columns = output.shape[1]
    for row in 0..<output.shape[0] {
      for column in 0..<columns {
        output.values[row * columns + column] +=
          beta * addend.values[row * strides[0] + column * strides[1]]
      }
    }
  }
}

extension Gemm: LinearOperator {
  func productForm(ofWeights shape: [Int], at place: Int) -> ProductForm? {
    guard place == 1, shape.count == 2, !transposesLeft else { return nil }
    return transposesRight ? .rows : .columns
  }

  func outputs(of inputs: [TypedTensor?], weights: [Int: any WeightMatrix])
    throws(OperatorError) -> [TypedTensor]
  {
    guard let matrix = weights[1] else { return try outputs(of: inputs) }
    let tensors = Inputs(inputs)
    return try results(of: tensors, product: try product(of: tensors, matrix))
  }
}
