import Tensors

/// A parameter of a layer that multiplies what the layer reads.
public struct LayerProduct: Sendable, Equatable {
  /// Its number among the layer's parameters.
  public let parameter: Int
  /// The number of what it multiplies among the values that the layer reads.
  public let input: Int
  public let form: ProductForm

  public init(parameter: Int = 0, input: Int = 0, _ form: ProductForm) {
    (self.parameter, self.input, self.form) = (parameter, input, form)
  }
}
