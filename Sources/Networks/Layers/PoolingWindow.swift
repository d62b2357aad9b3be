import Tensors

/// What a script or a file says about pooling, and the windows that follow from it.
public struct PoolingWindow: Sendable, Equatable {
  /// [height, width]
  public let kernel: [Int]
  public let stride: Int
  public let padding: Int
  /// Whether a last window may hang over the edge (Caffe) or must fit (most others).
  public let roundsUp: Bool

  public init(kernel: Int, stride: Int? = nil, padding: Int = 0, roundsUp: Bool = false) {
    precondition(kernel > 0 && (0..<kernel).contains(padding))
    self.kernel = [kernel, kernel]
    (self.stride, self.padding, self.roundsUp) = (stride ?? kernel, padding, roundsUp)
  }

  /// The stride is the kernel's height unless given.
  init(_ attributes: [String: Attribute], of operation: String) throws(NetworkError) {
    kernel = try attributes.kernel(of: operation)
    stride = try attributes.integer(
      "stride", of: operation, in: 1...WindowLimits.largestStride, default: kernel[0])
    padding = try attributes.padding(below: kernel, of: operation)
    roundsUp = try attributes.integer("ceil", of: operation, in: 0...1, default: 0) == 1
  }

  var attributes: [String: Attribute] {
    var result: [String: Attribute] = ["kernel": .kernel(kernel), "stride": .integers([stride])]
    if padding != 0 { result["padding"] = .integers([padding]) }
    if roundsUp { result["ceil"] = .integers([1]) }
    return result
  }

  func outputShape(for inputShapes: [[Int]], of operation: String) throws(NetworkError) -> [Int] {
    let shape = try onlyInput(inputShapes, of: operation)
    let windows = try WindowLimits.windows(
      over: shape, kernel: kernel, stride: stride, padding: padding, roundsUp: roundsUp, of: operation)
    return [shape[0], windows.outputHeight, windows.outputWidth]
  }

  /// The windows over a batch [N, channels, height, width] that the network has checked.
  func windows(over batch: Tensor) -> Windows {
    precondition(batch.shape.count == 4)
    let image = Array(batch.shape[1...])
    guard
      let windows = Windows(over: image, kernel: kernel, stride: stride, padding: padding, roundsUp: roundsUp)
    else { preconditionFailure("the window is larger than the image") }
    return windows
  }

  /// Planes of one task: enough for a thread to be worth its start.
  static func grain(planes: Int, size: Int) -> Int { max(1, min(planes, 32_768 / max(1, size))) }
}
