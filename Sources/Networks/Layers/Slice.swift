import Tensors

/// A part of the channels: [N, C, ...] -> [N, count, ...], from `begin` on.
public struct Slice: BatchLayer {
  public static let operation = "slice"

  public let begin: Int
  public let count: Int

  /// Precondition: not negative, and one channel or more.
  public init(begin: Int, count: Int) {
    precondition(begin >= 0 && count > 0)
    (self.begin, self.count) = (begin, count)
  }

  public init(attributes: [String: Attribute], inputs: [ValueType], parameters: [LayerParameter])
    throws(NetworkError)
  {
    let most = WindowLimits.largestImage
    begin = try attributes.integer("begin", of: Self.operation, in: 0...most, default: 0)
    count = try attributes.integer("count", of: Self.operation, in: 1...most)
    _ = try outputs(for: inputs)
  }

  public var attributes: [String: Attribute] {
    ["begin": .integers([begin]), "count": .integers([count])]
  }

  public func exampleShape(for inputShapes: [[Int]]) throws(NetworkError) -> [Int] {
    let shape = try onlyInput(inputShapes, of: Self.operation)
    guard let channels = shape.first, begin + count <= channels else {
      throw .wrongInputShape(
        operation: Self.operation, expected: "at least \(begin + count) channels", found: shape)
    }
    return [count] + shape.dropFirst()
  }

  public func compute(_ inputs: [TensorView], into output: MutableTensorView) {
    let size = inputs[0].shape.dropFirst(2).reduce(1, *)
    let (whole, part) = (inputs[0].shape[1] * size, count * size)
    for example in 0..<inputs[0].shape[0] {
      (output.base + example * part).update(
        from: inputs[0].base + example * whole + begin * size, count: part)
    }
  }

  /// Channels outside get none.
  public func backward(
    _ outputGradient: Tensor, of activation: Activation, inputs: [Tensor], wantsInputGradient: Bool
  ) -> LayerGradient {
    guard wantsInputGradient else { return LayerGradient(inputs: []) }
    var gradient = Tensor(zeros: inputs[0].shape)
    let size = inputs[0].shape.dropFirst(2).reduce(1, *)
    let (whole, part) = (inputs[0].shape[1] * size, count * size)
    for example in 0..<inputs[0].shape[0] {
      let start = example * whole + begin * size
      gradient.values.replaceSubrange(
        start..<start + part,
        with: outputGradient.values[example * part..<(example + 1) * part])
    }
    return LayerGradient(inputs: [gradient])
  }
}
