import Tensors

/// Moves every image of a batch by a random whole number of pixels, at most `pixels` in each direction; what comes in
/// from outside is 0. Makes a small training set look larger.
public struct RandomShift: Sendable {
  public let pixels: Int

  public init(pixels: Int) { self.pixels = pixels }

  /// images: [N, height * width] or [N, channels, height, width]. `side`: [height, width].
  public func callAsFunction(_ images: Tensor, random: inout RandomSource) -> Tensor {
    guard pixels > 0, let side = Self.side(of: Array(images.shape.dropFirst())) else { return images }
    let plane = side.height * side.width
    let planesPerImage = images.count / max(1, images.shape[0] * plane)
    var shifted = Tensor(zeros: images.shape)
    images.values.withUnsafeBufferPointer { source in
      shifted.values.withUnsafeMutableBufferPointer { target in
        for image in 0..<images.shape[0] {
          let down = random.below(2 * pixels + 1) - pixels
          let right = random.below(2 * pixels + 1) - pixels
          for channel in 0..<planesPerImage {
            let start = (image * planesPerImage + channel) * plane
            Self.move(source, &target, from: start, side, down: down, right: right)
          }
        }
      }
    }
    return shifted
  }

  /// Flat images are square.
  static func side(of shape: [Int]) -> (height: Int, width: Int)? {
    if shape.count == 3 { return (shape[1], shape[2]) }
    guard shape.count == 1 else { return nil }
    let side = Int(Double(shape[0]).squareRoot().rounded())
    return side * side == shape[0] ? (side, side) : nil
  }

  private static func move(
    _ source: UnsafeBufferPointer<Float>, _ target: inout UnsafeMutableBufferPointer<Float>, from start: Int,
    _ side: (height: Int, width: Int), down: Int, right: Int
  ) {
    let columns = max(0, right)..<min(side.width, side.width + right)
    guard !columns.isEmpty else { return }
    for row in max(0, down)..<max(max(0, down), min(side.height, side.height + down)) {
      let to = start + row * side.width
      let from = start + (row - down) * side.width - right
      for column in columns { target[to + column] = source[from + column] }
    }
  }
}
