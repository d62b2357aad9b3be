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

/// A layer that can be given the product of an input with one of its parameters, so that the
/// parameter may have another form than numbers.
public protocol ProductTakingLayer: Layer {
  /// What the layer gives when the product that `products` names for a parameter is known:
  /// [..., outputs], or [N, outputs, ...] of windows. The parameter is not read. Throws when the
  /// layer cannot compute with them.
  func evaluated(_ inputs: [TypedTensor], product: Tensor, of parameter: Int)
    throws(NetworkError) -> [TypedTensor]
}
