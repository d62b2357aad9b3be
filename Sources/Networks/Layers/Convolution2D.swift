import CKernels
import Tensors

/// A convolution: y[N, out, H', W'] = x[N, in, H, W] * W + b with W: [out, in / groups, height,
/// width]. As everywhere in this field the kernel is not mirrored: y[o, i, j] = b[o] + sum of W[o,
/// c, k, l] x[c, i s + k d - p, j s + l d - p], with stride s, dilation d, zeros in the padding p
/// (each may differ by direction), and c running over the channels of o's group.
public struct Convolution2D: WeightedLayer {
  public static let operation = "convolution"
  public static let namePrefix = "conv"

  public var weights: Weights
  public var bias: Bias?
  public let layout: WindowLayout
  /// Outputs and inputs are cut into that many parts; each part of the outputs sees its part of the
  /// inputs only.
  public let groups: Int

  /// Precondition: weights of four extents, the last two of them the layout's kernel.
  public init(weights: Weights, bias: Bias?, layout: WindowLayout, groups: Int = 1) {
    precondition(weights.shape.count == 4 && Array(weights.shape[2...]) == layout.kernel)
    precondition(groups > 0 && weights.shape[0] % groups == 0)
    (self.weights, self.bias, self.layout, self.groups) = (weights, bias, layout, groups)
  }

  public init(attributes: [String: Attribute], inputs: [ValueType], parameters: [LayerParameter])
    throws(NetworkError)
  {
    let settings = try ConvolutionSettings(attributes)
    self.init(
      weights: parameters[0].weights, bias: parameters[0].bias, layout: settings.layout,
      groups: settings.groups)
  }

  public static func parameterShapes(attributes: [String: Attribute], inputs: [ValueType])
    throws(NetworkError) -> [ParameterShape]
  {
    let settings = try ConvolutionSettings(attributes)
    let image = try onlyInput(try exampleShapes(of: inputs, for: operation), of: operation)
    return [ParameterShape(try settings.weightShape(for: image), hasBias: settings.hasBias)]
  }

  public static func outputs(attributes: [String: Attribute], inputs: [ValueType])
    throws(NetworkError) -> [ValueType]
  {
    let settings = try ConvolutionSettings(attributes)
    let image = try onlyInput(try exampleShapes(of: inputs, for: operation), of: operation)
    let windows = try settings.windows(over: image)
    let shape = [settings.outputs, windows.outputHeight, windows.outputWidth]
    return [ValueType(.float32, [inputs[0].extents[0]] + shape.map { .fixed($0) })]
  }

  public var attributes: [String: Attribute] { settings.attributes }

  private var settings: ConvolutionSettings {
    ConvolutionSettings(outputs: outputs, layout: layout, groups: groups, hasBias: bias != nil)
  }

  var outputs: Int { weights.shape[0] }

  public func exampleShape(for inputShapes: [[Int]]) throws(NetworkError) -> [Int] {
    let shape = try onlyInput(inputShapes, of: Self.operation)
    guard shape.count == 3, shape[0] == weights.shape[1] * groups else {
      throw .wrongInputShape(
        operation: Self.operation, expected: "images of \(weights.shape[1] * groups) channels",
        found: shape)
    }
    let windows = try settings.windows(over: shape)
    return [outputs, windows.outputHeight, windows.outputWidth]
  }

  /// How the layer walks through a batch [N, channels, height, width].
  func pass(over input: Tensor) -> ConvolutionPass {
    ConvolutionPass(
      images: input.shape[0], windows: windows(over: Array(input.shape[1...])), groups: groups,
      outputs: outputs)
  }

  /// Over the channels of one group of images [channels, height, width] that the layer accepts.
  package func windows(over image: [Int]) -> Windows {
    precondition(image.count == 3 && image[0] == weights.shape[1] * groups)
    guard let windows = Windows(over: [weights.shape[1]] + image[1...], layout) else {
      preconditionFailure("the kernel is larger than the image")
    }
    return windows
  }

  public var products: [LayerProduct] { [LayerProduct(.windows(layout, groups: groups))] }

  public func forward(_ inputs: [Tensor]) -> Tensor {
    pass(over: inputs[0]).forward(
      inputs[0], weights: weights.tensor.values, bias: bias?.values)
  }

  public func backward(
    _ outputGradient: Tensor, of activation: Activation, inputs: [Tensor], wantsInputGradient: Bool
  ) -> LayerGradient {
    let sums = pass(over: inputs[0]).backward(
      outputGradient, input: inputs[0], weights: weights.tensor.values,
      wantsInputGradient: wantsInputGradient)
    return LayerGradient(
      inputs: sums.input.map { [$0] } ?? [],
      weights: Tensor(shape: weights.shape, values: sums.weights),
      bias: bias == nil ? nil : sums.bias)
  }
}
