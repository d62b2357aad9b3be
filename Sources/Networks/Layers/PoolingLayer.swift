import Tensors

/// A layer that turns each window of each channel into one value; what maximum and average share.
/// x: [N, C, H, W] -> y: [N, C, H', W']
public protocol PoolingLayer: BatchLayer {
  var window: PoolingWindow { get }
}

extension PoolingLayer {
  public func exampleShape(for inputShapes: [[Int]]) throws(NetworkError) -> [Int] {
    try window.outputShape(for: inputShapes, of: Self.operation)
  }

  /// The planes of a batch with this layer's windows over them.
  func planes(of batch: [Int]) -> Planes { Planes(window.windows(over: batch), batch: batch) }
}
