import Tensors

/// An operator that multiplies by weights, or looks up rows of them, and needs them in no other
/// way: they may have another form than numbers.
public protocol LinearOperator: Operator {
  /// How weights of that shape, read in place `place`, multiply the input in place 0; nil when they
  /// do not, or in a way that has no such form.
  func productForm(ofWeights shape: [Int], at place: Int) -> ProductForm?

  /// The matrix as which the operator takes weights of that shape in place `place`; nil when it
  /// wants their numbers. Those that multiply the input in place 0 by default.
  func matrixForm(ofWeights shape: [Int], at place: Int) -> ProductForm?

  /// What the operator gives with some of its weights as matrices, by their places; `inputs` lacks
  /// these.
  func outputs(of inputs: [TypedTensor?], weights: [Int: any WeightMatrix])
    throws(OperatorError) -> [TypedTensor]
}

extension LinearOperator {
  public func matrixForm(ofWeights shape: [Int], at place: Int) -> ProductForm? {
    productForm(ofWeights: shape, at: place)
  }

  /// The input in place 0 times `weights`.
  func product(of inputs: Inputs, _ weights: any WeightMatrix) throws(OperatorError)
    -> RealTensor<Float>
  {
    guard let input = try inputs.required(0).tensor else {
      throw OperatorError("weights multiply floats only")
    }
    guard let product = weights.product(input) else {
      throw OperatorError(
        "weights of shape \(weights.shape) do not fit an input of shape \(input.shape)")
    }
    return RealTensor(shape: product.shape, values: product.values)
  }
}
