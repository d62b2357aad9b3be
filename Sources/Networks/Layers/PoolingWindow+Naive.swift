import Tensors

extension PoolingWindow {
  /// The definition, one window at a time and in double precision: what the fast paths are tested
  /// against. plane: [height, width] -> [H', W']; nil when no window fits. `summary` gets the
  /// pixels of a window and its area within the padded image.
  package func naive(
    _ plane: [Double], height: Int, width: Int, _ summary: ([Double], Int) -> Double
  ) -> [Double]? {
    guard let windows = Windows(over: [1, height, width], layout) else { return nil }
    return (0..<windows.pixels).map { place in
      let rows = span(place / windows.outputWidth, extent: height, direction: 0)
      let columns = span(place % windows.outputWidth, extent: width, direction: 1)
      let inside = rows.clamped(to: 0..<height).flatMap { row in
        columns.clamped(to: 0..<width).map { plane[row * width + $0] }
      }
      return summary(inside, rows.count * columns.count)
    }
  }

  /// Where a window lies along one direction, clipped to the padded image; 0 is the first pixel.
  private func span(_ number: Int, extent: Int, direction: Int) -> Range<Int> {
    let start = number * layout.stride[direction] - layout.padding[direction]
    return start..<min(start + layout.kernel[direction], extent + layout.padding[direction + 2])
  }
}

extension MaxPooling2D {
  package static func naiveSummary(_ values: [Double], area: Int) -> Double {
    values.max() ?? -.infinity
  }
}

extension AveragePooling2D {
  package func naiveSummary(_ values: [Double], area: Int) -> Double {
    values.reduce(0, +) / Double(countsPadding ? area : values.count)
  }
}
