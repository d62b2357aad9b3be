import Tensors

/// Moves every image of a batch by a random whole number of pixels, at most `pixels` in each
/// direction; what comes in from outside is 0. Makes a small training set look larger.
public struct RandomShift: Sendable {
  /// Where one image goes, in pixels; negative ones up and left.
  public struct Move: Sendable, Hashable {
    public let down: Int
    public let right: Int

    /// How many there are of at most `pixels` in each direction.
    public static func count(within pixels: Int) -> Int { (2 * pixels + 1) * (2 * pixels + 1) }

    /// All of them, from the upper left one on, row by row.
    public static func all(within pixels: Int) -> [Move] {
      (-pixels...pixels).flatMap { down in
        (-pixels...pixels).map { Move(down: down, right: $0) }
      }
    }

    /// Its place among all.
    public func index(within pixels: Int) -> Int {
      (down + pixels) * (2 * pixels + 1) + right + pixels
    }
  }

  public let pixels: Int

  public init(pixels: Int) { self.pixels = pixels }

  /// images: [N, height * width] or [N, channels, height, width].
  public func callAsFunction(_ images: Tensor, random: inout RandomSource) -> Tensor {
    moved(images, by: moves(of: images, random: &random))
  }

  /// One an image; nothing is drawn for inputs that are no images, or for 0 pixels.
  public func moves(of images: Tensor, random: inout RandomSource) -> [Move] {
    guard pixels > 0, Self.side(of: Array(images.shape.dropFirst())) != nil else {
      return [Move](repeating: Move(down: 0, right: 0), count: images.shape[0])
    }
    return (0..<images.shape[0]).map { _ in
      let down = random.below(2 * pixels + 1) - pixels
      return Move(down: down, right: random.below(2 * pixels + 1) - pixels)
    }
  }

  /// Precondition: one move an image.
  public func moved(_ images: Tensor, by moves: [Move]) -> Tensor {
    precondition(moves.count == images.shape[0])
    guard pixels > 0, let side = Self.side(of: Array(images.shape.dropFirst())) else {
      return images
    }
    let plane = side.height * side.width
    let planesPerImage = images.count / max(1, images.shape[0] * plane)
    var shifted = Tensor(zeros: images.shape)
    images.values.withUnsafeBufferPointer { source in
      shifted.values.withUnsafeMutableBufferPointer { target in
        for (image, move) in moves.enumerated() {
          for channel in 0..<planesPerImage {
            let start = (image * planesPerImage + channel) * plane
            Self.move(source, &target, from: start, side, down: move.down, right: move.right)
          }
        }
      }
    }
    return shifted
  }

  /// Whether inputs of this shape are images: [channels, height, width], or flat and square.
  public static func takes(_ shape: [Int]) -> Bool { side(of: shape) != nil }

  /// Flat images are square.
  static func side(of shape: [Int]) -> (height: Int, width: Int)? {
    if shape.count == 3 { return (shape[1], shape[2]) }
    guard shape.count == 1 else { return nil }
    let side = Int(Double(shape[0]).squareRoot().rounded())
    return side * side == shape[0] ? (side, side) : nil
  }

  private static func move(
    _ source: UnsafeBufferPointer<Float>, _ target: inout UnsafeMutableBufferPointer<Float>,
    from start: Int,
    _ side: (height: Int, width: Int), down: Int, right: Int
  ) {
    let columns = covered(side.width, by: right)
    for row in covered(side.height, by: down) {
      let to = start + row * side.width
      let from = start + (row - down) * side.width - right
      for column in columns { target[to + column] = source[from + column] }
    }
  }

  /// The pixels of a side that are still inside after a move; none when it moves farther than the
  /// side is long.
  private static func covered(_ extent: Int, by move: Int) -> Range<Int> {
    min(max(0, move), extent)..<max(0, min(extent, extent + move))
  }
}
