import Tensors

/// A tensor seen as [outer, extent, inner] around one or more neighbouring dimensions.
struct AxisRows {
  let outer: Int
  let extent: Int
  let inner: Int

  /// Around dimension `axis`.
  init(_ shape: [Int], axis: Int) {
    outer = Axes.product(shape[..<axis])
    extent = shape[axis]
    inner = Axes.product(shape[(axis + 1)...])
  }

  /// Everything from dimension `axis` on is one row.
  init(_ shape: [Int], from axis: Int) {
    outer = Axes.product(shape[..<axis])
    extent = Axes.product(shape[axis...])
    inner = 1
  }

  /// Elements that are worth a thread.
  private static let grain = 1 << 14

  /// Replaces each row along the extent by what `body` makes of it.
  func replace<Real: RealElement>(
    _ values: inout [Real], _ body: @Sendable (UnsafeMutableBufferPointer<Real>) -> Void
  ) {
    guard !values.isEmpty else { return }
    values.withUnsafeMutableBufferPointer { values in
      guard inner > 1 else {
        guard let base = values.baseAddress else { return }
        let target = SharedPointer(base)
        Parallel.forEachRange(of: outer, grain: max(1, Self.grain / extent)) { range in
          for row in range { body(.init(start: target.base + row * extent, count: extent)) }
        }
        return
      }
      var row = [Real](repeating: 0, count: extent)
      row.withUnsafeMutableBufferPointer { row in
        for start in 0..<outer * inner {
          let first = start / inner * extent * inner + start % inner
          for index in 0..<extent { row[index] = values[first + index * inner] }
          body(row)
          for index in 0..<extent { values[first + index * inner] = row[index] }
        }
      }
    }
  }
}
