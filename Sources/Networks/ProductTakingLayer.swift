import Tensors

/// A layer that can be given the product of an input with one of its parameters, so that the
/// parameter may have another form than numbers.
public protocol ProductTakingLayer: Layer {
  /// What the layer gives when the product that `products` names for a parameter is known:
  /// [..., outputs], or [N, outputs, ...] of windows. The parameter is not read. Throws when the
  /// layer cannot compute with them.
  func evaluated(_ inputs: [TypedTensor], product: Tensor, of parameter: Int)
    throws(NetworkError) -> [TypedTensor]
}
