import Networks
import Tensors

/// What computes batches of floats, step by step: a program on the host or on a device.
public protocol TensorProgram: Predictor {
  /// One tensor for each input of the network, [N, ...] -> one for each of its outputs.
  func run(_ inputs: [Tensor]) throws -> [Tensor]
}

extension TensorProgram {
  /// The same for networks of one input: the first output.
  public func outputs(of inputs: Tensor) throws -> Tensor { try run([inputs])[0] }
}
