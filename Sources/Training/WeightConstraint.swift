import Networks
import Tensors

/// Something that every update of one layer's weights must preserve: a mask's zeros, or the sharing
/// of weights. Fine-tuning is training under such a constraint; the trainer knows neither pruning
/// nor quantization.
public protocol WeightConstraint: Sendable {
  /// Applied to the loss's gradient (penalties included) before the optimizer sees it. A
  /// projection: twice is once.
  func project(gradient: inout Tensor)
  /// The trained values in the storage that the layer had before.
  func restored(_ values: Tensor) -> Weights
}
