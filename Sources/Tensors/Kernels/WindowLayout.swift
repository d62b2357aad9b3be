/// How windows lie over an image: what convolution and pooling have in common.
public struct WindowLayout: Sendable, Equatable {
  /// [height, width]
  public let kernel: [Int]
  /// Pixels from one window to the next: [vertical, horizontal].
  public let stride: [Int]
  /// Zeros around the image: [top, left, bottom, right].
  public let padding: [Int]
  /// Pixels from one place of a window to the next: [vertical, horizontal]; 1 leaves no holes.
  public let dilation: [Int]
  /// Whether a last window may hang over the edge (Caffe's pooling) or must fit (most others).
  public let roundsUp: Bool

  /// Precondition: as many extents as the comments above say; kernel, stride and dilation positive.
  public init(
    kernel: [Int], stride: [Int] = [1, 1], padding: [Int] = [0, 0, 0, 0], dilation: [Int] = [1, 1],
    roundsUp: Bool = false
  ) {
    precondition(
      kernel.count == 2 && stride.count == 2 && padding.count == 4 && dilation.count == 2)
    precondition(
      (kernel + stride + dilation).allSatisfy { $0 > 0 } && padding.allSatisfy { $0 >= 0 })
    (self.kernel, self.stride, self.padding) = (kernel, stride, padding)
    (self.dilation, self.roundsUp) = (dilation, roundsUp)
  }

  /// The same in both directions.
  public init(kernel: [Int], stride: Int, padding: Int = 0, roundsUp: Bool = false) {
    self.init(
      kernel: kernel, stride: [stride, stride], padding: [padding, padding, padding, padding],
      roundsUp: roundsUp)
  }

  /// Pixels that a window spans, holes included: [height, width].
  public var span: [Int] { (0..<2).map { (kernel[$0] - 1) * dilation[$0] + 1 } }
}
