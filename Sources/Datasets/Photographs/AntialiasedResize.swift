/// Resizing with a triangle filter as wide as the reduction (bilinear, antialiased), bit for bit as
/// Pillow's `Image.resize(size, Image.BILINEAR)` does it (src/libImaging/Resample.c): rows first,
/// then columns, in fixed point, rounded to 8 bits between the passes. Networks are sensitive to
/// the resampler: without antialiasing they lose points.
package enum AntialiasedResize {
  /// Bits after the point of a coefficient: 32 - 8 for a pixel - 2 for sums that overshoot.
  private static let precision = 32 - 8 - 2

  package static func resize(_ image: RGBImage, width: Int, height: Int) -> RGBImage {
    var current = image
    if width != image.width { current = rows(of: current, to: width) }
    if height != image.height { current = columns(of: current, to: height) }
    return current
  }

  /// The source pixels that one target pixel is made of.
  package struct Window: Equatable {
    package let start: Int
    /// In units of 2^-22; they sum to 1 but for rounding.
    package let coefficients: [Int32]
  }

  /// One window for each of `target` pixels over `source` pixels.
  package static func windows(from source: Int, to target: Int) -> [Window] {
    let scale = Double(source) / Double(target)
    // Enlarging interpolates between neighbours: the triangle is never narrower than a pixel.
    let support = max(scale, 1)
    return (0..<target).map { position in
      let center = (Double(position) + 0.5) * scale
      let first = max(0, Int(center - support + 0.5))
      let end = min(source, Int(center + support + 0.5))
      let weights = (first..<end).map { max(0, 1 - abs((Double($0) - center + 0.5) / support)) }
      let total = weights.reduce(0, +)
      return Window(
        start: first, coefficients: weights.map { Int32($0 / total * Double(1 << precision) + 0.5) }
      )
    }
  }

  private static func rows(of image: RGBImage, to width: Int) -> RGBImage {
    let windows = windows(from: image.width, to: width)
    return filled(width: width, height: image.height) { target in
      image.pixels.withUnsafeBufferPointer { source in
        for row in 0..<image.height {
          let start = row * image.width
          for (column, window) in windows.enumerated() {
            sum(
              window, of: source, from: 3 * (start + window.start), step: 3, to: &target,
              at: 3 * (row * width + column))
          }
        }
      }
    }
  }

  private static func columns(of image: RGBImage, to height: Int) -> RGBImage {
    let windows = windows(from: image.height, to: height)
    return filled(width: image.width, height: height) { target in
      image.pixels.withUnsafeBufferPointer { source in
        for (row, window) in windows.enumerated() {
          for column in 0..<image.width {
            sum(
              window, of: source, from: 3 * (window.start * image.width + column),
              step: 3 * image.width, to: &target,
              at: 3 * (row * image.width + column))
          }
        }
      }
    }
  }

  private static func filled(
    width: Int, height: Int, _ fill: (inout UnsafeMutableBufferPointer<UInt8>) -> Void
  ) -> RGBImage {
    let pixels = [UInt8](unsafeUninitializedCapacity: 3 * width * height) { target, count in
      count = 3 * width * height
      fill(&target)
    }
    return RGBImage(width: width, height: height, pixels: pixels)
  }

  /// One target pixel, all three channels.
  @inline(__always)
  private static func sum(
    _ window: Window, of source: UnsafeBufferPointer<UInt8>, from start: Int, step: Int,
    to target: inout UnsafeMutableBufferPointer<UInt8>, at place: Int
  ) {
    let half = Int32(1) << (precision - 1)
    var (red, green, blue) = (half, half, half)
    var pixel = start
    for coefficient in window.coefficients {
      red &+= Int32(source[pixel]) &* coefficient
      green &+= Int32(source[pixel + 1]) &* coefficient
      blue &+= Int32(source[pixel + 2]) &* coefficient
      pixel += step
    }
    target[place] = UInt8(clamping: red >> precision)
    target[place + 1] = UInt8(clamping: green >> precision)
    target[place + 2] = UInt8(clamping: blue >> precision)
  }
}
