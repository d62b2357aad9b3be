import Tensors

/// What gives outputs for inputs: a network by its layers' own code, or a program made from one.
public protocol Predictor: Sendable {
  /// Of one example, without the batch.
  var inputShape: [Int] { get }
  var outputShape: [Int] { get }
  /// The most values that one step gives for one example: what a batch should be chosen by.
  var largestValueCount: Int { get }
  /// inputs: [N, inputShape...] -> [N, outputShape...]
  func outputs(of inputs: Tensor) throws -> Tensor
}

extension Network: Predictor {
  public var largestValueCount: Int { outputShapes.reduce(1) { max($0, $1.reduce(1, *)) } }
  public func outputs(of inputs: Tensor) throws -> Tensor {
    guard let output = try evaluated([TypedTensor(inputs)]).first?.tensor else {
      throw NetworkError.takesNoExamples
    }
    return output
  }
}
