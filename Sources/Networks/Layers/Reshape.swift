import Tensors

/// The same values in another shape, row-major; batches keep their number of examples.
public struct Reshape: BatchLayer {
  public static let operation = "reshape"
  static let largestRank = 8

  /// Of one example.
  public let shape: [Int]

  public init(shape: [Int]) { self.shape = shape }

  public init(attributes: [String: Attribute], inputs: [ValueType], parameters: [LayerParameter])
    throws(NetworkError)
  {
    guard let attribute = attributes["shape"] else {
      throw .missingAttribute(operation: Self.operation, name: "shape")
    }
    guard case .integers(let shape) = attribute, (1...Self.largestRank).contains(shape.count),
      shape.allSatisfy({ $0 > 0 }), WindowLimits.product(shape, isAtMost: WindowLimits.largestImage)
    else {
      throw .badAttribute(
        operation: Self.operation, name: "shape",
        reason: "must be one to eight whole numbers, at most 2^28 in all")
    }
    self.shape = shape
    _ = try outputs(for: inputs)
  }

  public var attributes: [String: Attribute] { ["shape": .integers(shape)] }

  public func exampleShape(for inputShapes: [[Int]]) throws(NetworkError) -> [Int] {
    let input = try onlyInput(inputShapes, of: Self.operation)
    guard input.reduce(1, *) == shape.reduce(1, *) else {
      throw .wrongInputShape(
        operation: Self.operation, expected: "as many values as \(shape) has", found: input)
    }
    return shape
  }

  public func forward(_ inputs: [Tensor]) -> Tensor {
    inputs[0].reshaped([inputs[0].shape[0]] + shape)
  }

  public var storage: OutputStorage { .same }

  public func compute(_ inputs: [TensorView], into output: MutableTensorView) {
    output.base.update(from: inputs[0].base, count: output.count)
  }

  public func backward(
    _ outputGradient: Tensor, of activation: Activation, inputs: [Tensor], wantsInputGradient: Bool
  ) -> LayerGradient {
    LayerGradient(inputs: [outputGradient.reshaped(inputs[0].shape)])
  }
}
