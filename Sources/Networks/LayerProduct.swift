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

/// A layer that can do with some of its parameters as matrices, so that they may have another form
/// than numbers.
public protocol MatrixTakingLayer: Layer {
  /// The matrix as which the layer takes a parameter, by its number; none for those whose numbers
  /// it wants.
  var matrixForms: [Int: ProductForm] { get }

  /// What the layer gives with some of its parameters as matrices, by their numbers; these are not
  /// read. Throws when the layer cannot compute with them.
  func evaluated(_ inputs: [TypedTensor], weights: [Int: any WeightMatrix])
    throws(NetworkError) -> [TypedTensor]
}
