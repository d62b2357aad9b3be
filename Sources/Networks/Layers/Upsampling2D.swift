import Tensors

/// Every pixel becomes a rectangle of pixels like it: [N, C, H, W] -> [N, C, H fy, W fx], whole
/// factors f. y[c, i, j] = x[c, i / fy, j / fx]
public struct Upsampling2D: BatchLayer {
  public static let operation = "upsample"

  /// Vertical and horizontal.
  public let factors: [Int]

  private static let largestFactor = 1 << 12

  public init(factors: [Int]) {
    precondition(factors.count == 2 && factors.allSatisfy { $0 > 0 })
    self.factors = factors
  }

  public init(attributes: [String: Attribute], inputs: [ValueType], parameters: [LayerParameter])
    throws(NetworkError)
  {
    factors = try attributes.pair("factor", of: Self.operation, in: 1...Self.largestFactor)
    _ = try outputs(for: inputs)
  }

  public var attributes: [String: Attribute] { ["factor": .pair(factors)] }

  public func exampleShape(for inputShapes: [[Int]]) throws(NetworkError) -> [Int] {
    let shape = try onlyInput(inputShapes, of: Self.operation)
    guard shape.count == 3, shape.allSatisfy({ $0 > 0 }),
      WindowLimits.product(shape + factors, isAtMost: WindowLimits.largestImage)
    else {
      throw .wrongInputShape(
        operation: Self.operation,
        expected: "images [channels, height, width], enlarged at most 2^28 values", found: shape)
    }
    return [shape[0], shape[1] * factors[0], shape[2] * factors[1]]
  }

  /// One line of the output, then copies of it.
  public func compute(_ inputs: [TensorView], into output: MutableTensorView) {
    let (lines, width) = (inputs[0].shape.dropLast().reduce(1, *), inputs[0].shape[3])
    let long = width * factors[1]
    for line in 0..<lines {
      let source = inputs[0].base + line * width
      let target = output.base + line * long * factors[0]
      for x in 0..<width {
        for copy in 0..<factors[1] { target[x * factors[1] + copy] = source[x] }
      }
      for copy in 1..<max(1, factors[0]) {
        (target + copy * long).update(from: target, count: long)
      }
    }
  }

  /// A pixel gets the sum over its rectangle.
  public func backward(
    _ outputGradient: Tensor, of activation: Activation, inputs: [Tensor], wantsInputGradient: Bool
  ) -> LayerGradient {
    guard wantsInputGradient else { return LayerGradient(inputs: []) }
    var gradient = Tensor(zeros: inputs[0].shape)
    let width = inputs[0].shape[3]
    let long = width * factors[1]
    for place in outputGradient.values.indices {
      let (line, x) = (place / long / factors[0], place % long / factors[1])
      gradient.values[line * width + x] += outputGradient.values[place]
    }
    return LayerGradient(inputs: [gradient])
  }
}
