import Tensors

/// What a script or a file says about a convolution, checked before anything is allocated.
struct ConvolutionSettings {
  static let largestWeightCount = 1 << 31
  static let largestOutputCount = 1 << 28

  let outputs: Int
  let layout: WindowLayout
  let groups: Int
  let hasBias: Bool

  init(outputs: Int, layout: WindowLayout, groups: Int, hasBias: Bool) {
    (self.outputs, self.layout, self.groups, self.hasBias) = (outputs, layout, groups, hasBias)
  }

  init(_ attributes: [String: Attribute]) throws(NetworkError) {
    let operation = Convolution2D.operation
    outputs = try attributes.integer("outputs", of: operation, in: 1...Dense.largestExtent)
    layout = WindowLayout(
      kernel: try attributes.pair("kernel", of: operation, in: 1...WindowLimits.largestKernel),
      stride: try attributes.pair(
        "stride", of: operation, in: 1...WindowLimits.largestStride, default: [1, 1]),
      padding: try attributes.padding(of: operation),
      dilation: try attributes.pair(
        "dilation", of: operation, in: 1...WindowLimits.largestStride, default: [1, 1]))
    groups = try attributes.integer("groups", of: operation, in: 1...outputs, default: 1)
    hasBias = try attributes.integer("bias", of: operation, in: 0...1, default: 1) == 1
    guard outputs % groups == 0 else {
      throw .badAttribute(
        operation: operation, name: "groups", reason: "must divide the \(outputs) outputs")
    }
  }

  /// Defaults are left out.
  var attributes: [String: Attribute] {
    var result = layout.attributes
    result["outputs"] = .integers([outputs])
    if groups != 1 { result["groups"] = .integers([groups]) }
    if !hasBias { result["bias"] = .integers([0]) }
    return result
  }

  /// [outputs, channels / groups, height, width] for images [channels, height, width].
  func weightShape(for image: [Int]) throws(NetworkError) -> [Int] {
    _ = try windows(over: image)
    guard image[0] % groups == 0 else {
      throw .badAttribute(
        operation: Convolution2D.operation, name: "groups",
        reason: "must divide the \(image[0]) channels")
    }
    let shape = [outputs, image[0] / groups] + layout.kernel
    guard WindowLimits.product(shape, isAtMost: Self.largestWeightCount) else {
      throw .wrongInputShape(
        operation: Convolution2D.operation, expected: "images for at most 2^31 weights",
        found: image)
    }
    return shape
  }

  func windows(over image: [Int]) throws(NetworkError) -> Windows {
    let windows = try WindowLimits.windows(over: image, layout, of: Convolution2D.operation)
    guard
      WindowLimits.product(
        [outputs, windows.outputHeight, windows.outputWidth], isAtMost: Self.largestOutputCount)
    else {
      throw .wrongInputShape(
        operation: Convolution2D.operation, expected: "images that give at most 2^28 values",
        found: image)
    }
    return windows
  }
}
