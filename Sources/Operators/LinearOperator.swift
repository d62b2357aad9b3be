import Tensors

/// An operator that multiplies what it reads by weights, which it reads as well.
public protocol LinearOperator: Operator {
  /// How weights of that shape, read in place `place`, multiply the input in place 0; nil when they
  /// do not, or in a way that has no such form.
  func productForm(ofWeights shape: [Int], at place: Int) -> ProductForm?

  /// What the operator gives when that product is known, [..., outputs], or [N, outputs, ...] of
  /// windows: weights in another form than numbers have made it. `inputs` lacks the weights.
  func outputs(of inputs: [TypedTensor?], product: Tensor) throws(OperatorError) -> [TypedTensor]
}
