import Tensors

/// x where it is positive, else a learned fraction of it, one a channel (He et al. 2015).
/// x, y: [N, C] or [N, C, H, W]
public struct PReLU: BatchLayer {
  public static let operation = "prelu"

  /// The fraction of each channel.
  public private(set) var slopes: [Float]

  public init(slopes: [Float]) { self.slopes = slopes }

  public init(attributes: [String: Attribute], inputs: [ValueType], parameters: [LayerParameter])
    throws(NetworkError)
  {
    slopes = parameters[0].values
  }

  /// 0.25 to begin with, as in the paper.
  public static func parameterShapes(attributes: [String: Attribute], inputs: [ValueType])
    throws(NetworkError) -> [ParameterShape]
  {
    let shape = try onlyInput(try exampleShapes(of: inputs, for: operation), of: operation)
    guard let channels = shape.first, (1...Dense.largestExtent).contains(channels) else {
      throw .wrongInputShape(operation: operation, expected: "one channel or more", found: shape)
    }
    return [ParameterShape("slope", .scales, [channels], start: 0.25)]
  }

  public var parameters: [LayerParameter] {
    get { [LayerParameter("slope", .scales, slopes)] }
    set { slopes = newValue[0].values }
  }

  public var attributes: [String: Attribute] { [:] }

  public func exampleShape(for inputShapes: [[Int]]) throws(NetworkError) -> [Int] {
    let shape = try onlyInput(inputShapes, of: Self.operation)
    guard shape.first == slopes.count else {
      throw .wrongInputShape(
        operation: Self.operation, expected: "\(slopes.count) channels", found: shape)
    }
    return shape
  }

  public func accepts(_ parameters: [LayerParameter]) -> Bool {
    parameters.count == 1 && parameters[0].weights.shape == [slopes.count]
      && parameters[0].isFinite
  }

  public var storage: OutputStorage { .elementwise }

  public func compute(_ inputs: [TensorView], into output: MutableTensorView) {
    let x = inputs[0]
    if x.base != UnsafePointer(output.base) { output.base.update(from: x.base, count: x.count) }
    let size = x.shape[2...].reduce(1, *)
    for plane in 0..<x.shape[0] * x.shape[1] {
      ActivationFunction.leaky(slope: slopes[plane % slopes.count])
        .finish(output.base + plane * size, addend: nil, count: size)
    }
  }

  /// dx = dy where x > 0, else a dy; da = Σ x dy over the channel's x that are not.
  public func backward(
    _ outputGradient: Tensor, of activation: Activation, inputs: [Tensor], wantsInputGradient: Bool
  ) -> LayerGradient {
    var gradient = outputGradient
    var sums = [Double](repeating: 0, count: slopes.count)
    let size = outputGradient.shape[2...].reduce(1, *)
    for place in gradient.values.indices where inputs[0].values[place] <= 0 {
      let channel = place / size % slopes.count
      sums[channel] += Double(inputs[0].values[place]) * Double(gradient.values[place])
      gradient.values[place] *= slopes[channel]
    }
    var result = LayerGradient(inputs: wantsInputGradient ? [gradient] : [])
    result.parameters = [
      ParameterGradient(Tensor(shape: [slopes.count], values: sums.map { Float($0) }))
    ]
    return result
  }
}
