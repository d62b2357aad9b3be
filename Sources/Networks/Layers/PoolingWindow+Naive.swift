import Tensors

extension PoolingWindow {
  /// The definition, one window at a time and in double precision: what the fast paths are tested against.
  /// plane: [height, width] -> [H', W']; nil when no window fits.
  package func naive(_ plane: [Double], height: Int, width: Int, _ summary: ([Double], Int) -> Double) -> [Double]? {
    guard
      let windows = Windows(
        over: [1, height, width], kernel: kernel, stride: stride, padding: padding, roundsUp: roundsUp)
    else { return nil }
    return (0..<windows.pixels).map { place in
      let rows = span(place / windows.outputWidth, size: kernel[0], extent: height)
      let columns = span(place % windows.outputWidth, size: kernel[1], extent: width)
      let inside = rows.clamped(to: 0..<height).flatMap { row in
        columns.clamped(to: 0..<width).map { plane[row * width + $0] }
      }
      return summary(inside, rows.count * columns.count)
    }
  }

  /// Where a window lies along one side, clipped to the padded image; 0 is the first pixel.
  private func span(_ number: Int, size: Int, extent: Int) -> Range<Int> {
    let start = number * stride - padding
    return start..<min(start + size, extent + padding)
  }
}

extension MaxPooling2D {
  package static func naiveSummary(_ values: [Double], area: Int) -> Double { values.max() ?? -.infinity }
}

extension AveragePooling2D {
  package static func naiveSummary(_ values: [Double], area: Int) -> Double { values.reduce(0, +) / Double(area) }
}
