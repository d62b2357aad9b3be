import Tensors

/// What a script or a file says about pooling, and the windows that follow from it.
public struct PoolingWindow: Sendable, Equatable {
  /// Without holes; every window holds a pixel.
  public let layout: WindowLayout

  public init(kernel: Int, stride: Int? = nil, padding: Int = 0, roundsUp: Bool = false) {
    self.init(
      WindowLayout(
        kernel: [kernel, kernel], stride: stride ?? kernel, padding: padding, roundsUp: roundsUp))
  }

  /// Precondition: no holes, and less padding than window on every side.
  public init(_ layout: WindowLayout) {
    precondition(
      layout.dilation == [1, 1] && (0..<4).allSatisfy { layout.padding[$0] < layout.kernel[$0 % 2] }
    )
    self.layout = layout
  }

  /// Windows are laid side by side unless a stride is given.
  init(_ attributes: [String: Attribute], of operation: String) throws(NetworkError) {
    let kernel = try attributes.pair("kernel", of: operation, in: 1...WindowLimits.largestKernel)
    let padding = try attributes.padding(of: operation)
    guard (0..<4).allSatisfy({ padding[$0] < kernel[$0 % 2] }) else {
      throw .badAttribute(
        operation: operation, name: "padding", reason: "must be less than the window")
    }
    layout = WindowLayout(
      kernel: kernel,
      stride: try attributes.pair(
        "stride", of: operation, in: 1...WindowLimits.largestStride, default: kernel),
      padding: padding,
      roundsUp: try attributes.integer("ceil", of: operation, in: 0...1, default: 0) == 1)
  }

  /// The stride is always there: without one it would be the kernel.
  var attributes: [String: Attribute] {
    layout.attributes.merging(["stride": .pair(layout.stride)]) { stride, _ in stride }
  }

  func outputShape(for inputShapes: [[Int]], of operation: String) throws(NetworkError) -> [Int] {
    let shape = try onlyInput(inputShapes, of: operation)
    let windows = try WindowLimits.windows(over: shape, layout, of: operation)
    return [shape[0], windows.outputHeight, windows.outputWidth]
  }

  /// The windows over a batch [N, channels, height, width] that the network has checked.
  func windows(over batch: [Int]) -> Windows {
    precondition(batch.count == 4)
    guard let windows = Windows(over: Array(batch[1...]), layout) else {
      preconditionFailure("the window is larger than the image")
    }
    return windows
  }

  /// Planes of one task: enough for a thread to be worth its start.
  static func grain(planes: Int, size: Int) -> Int { max(1, min(planes, 32_768 / max(1, size))) }
}
