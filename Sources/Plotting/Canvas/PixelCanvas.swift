/// Opaque 8-bit sRGB pixels, row by row from the top.
public struct PixelCanvas: Canvas, Sendable {
  /// The longest side allowed, in pixels.
  public static let largestSide = 10_000

  public let width: Int
  public let height: Int
  public var clip: Rectangle
  /// Red, green, blue of each pixel: [height, width, 3].
  public private(set) var bytes: [UInt8]

  public init(width: Int, height: Int, background: Color = .white) throws(PlottingError) {
    guard (1...Self.largestSide).contains(width), (1...Self.largestSide).contains(height) else {
      throw .badSize(width: width, height: height, limit: Self.largestSide)
    }
    self.width = width
    self.height = height
    clip = Rectangle(x: 0, y: 0, width: Double(width), height: Double(height))
    bytes = [UInt8](repeating: 0, count: width * height * 3)
    for pixel in 0..<width * height {
      bytes[3 * pixel] = background.red
      bytes[3 * pixel + 1] = background.green
      bytes[3 * pixel + 2] = background.blue
    }
  }

  /// The colour over what is there: new = old + (colour - old) · opacity · coverage, each channel
  /// rounded.
  public mutating func fill(x: Int, y: Int, color: Color, coverage: Double) {
    let amount = quantized(coverage * color.opacity)
    guard amount > 0, x >= 0, x < width, y >= 0, y < height else { return }
    let first = 3 * (y * width + x)
    blend(first, color.red, amount)
    blend(first + 1, color.green, amount)
    blend(first + 2, color.blue, amount)
  }

  public func color(x: Int, y: Int) -> Color {
    let first = 3 * (y * width + x)
    return Color(red: bytes[first], green: bytes[first + 1], blue: bytes[first + 2])
  }

  /// 0xRRGGBB of a pixel counted row by row.
  func packedColor(pixel: Int) -> UInt32 {
    let red = UInt32(bytes[3 * pixel])
    let green = UInt32(bytes[3 * pixel + 1])
    return red << 16 | green << 8 | UInt32(bytes[3 * pixel + 2])
  }

  /// Thirty-two levels of coverage: edges look the same, and the file is a third smaller.
  private func quantized(_ coverage: Double) -> Int {
    Int((max(0, min(1, coverage)) * 32).rounded())
  }

  private mutating func blend(_ index: Int, _ color: UInt8, _ amount: Int) {
    let old = Int(bytes[index])
    bytes[index] = UInt8(truncatingIfNeeded: (old * 32 + (Int(color) - old) * amount + 16) >> 5)
  }
}
