import Tensors

/// NumPy's `@`: products of stacks of matrices.
struct MatMul: RealOperator {
  static let names = ["MatMul"]

  init(_ node: inout OperatorNode) throws(OperatorError) {}

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let tensors = Inputs(inputs)
    let (left, right) = (try tensors.required(0), try tensors.required(1))
    guard left.type == right.type else {
      throw OperatorError("\(left.type) and \(right.type) do not fit a product")
    }
    if left.type.isFloat { return try realOutputs(of: inputs) }
    let layout = try ProductLayout(left.shape, right.shape)
    switch (left.elements, right.elements) {
    case (.int32(let a), .int32(let b)): return [BatchedProduct.of(a, b, layout)]
    case (.int64(let a), .int64(let b)): return [BatchedProduct.of(a, b, layout)]
    case (.uint32(let a), .uint32(let b)): return [BatchedProduct.of(a, b, layout)]
    case (.uint64(let a), .uint64(let b)): return [BatchedProduct.of(a, b, layout)]
    default: throw OperatorError("does not multiply \(left.type)")
    }
  }

  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    [try BatchedProduct.of(inputs.reals(0, as: type), inputs.reals(1, as: type)).typed]
  }
}

/// output = alpha · op(A) · op(B) for stacks of matrices.
struct FusedMatMul: RealOperator {
  static let names = ["com.microsoft.FusedMatMul"]

  let alpha: Float
  let transposesLeft: Bool
  let transposesRight: Bool

  init(_ node: inout OperatorNode) throws(OperatorError) {
    alpha = try node.number("alpha", default: 1)
    transposesLeft = try node.flag("transA")
    transposesRight = try node.flag("transB")
    for name in ["transBatchA", "transBatchB"] where try node.flag(name) {
      throw OperatorError("\(name)=1 is not possible")
    }
  }

  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    var product = try BatchedProduct.of(
      inputs.reals(0, as: type), inputs.reals(1, as: type), leftTransposed: transposesLeft,
      rightTransposed: transposesRight)
    if alpha != 1 { for index in product.values.indices { product.values[index] *= Real(alpha) } }
    return [product.typed]
  }
}

extension MatMul: LinearOperator {
  func productForm(ofWeights shape: [Int], at place: Int) -> ProductForm? {
    place == 1 && shape.count == 2 ? .columns : nil
  }

  func outputs(of inputs: [TypedTensor?], weights: [Int: any WeightMatrix])
    throws(OperatorError) -> [TypedTensor]
  {
    guard let matrix = weights[1] else { return try outputs(of: inputs) }
    return [try product(of: Inputs(inputs), matrix).typed]
  }
}
