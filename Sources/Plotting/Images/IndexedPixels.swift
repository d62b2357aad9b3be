/// One byte a pixel and the colours they stand for.
///
/// A chart has few colours and many mixtures of them along its edges. Up to 256 colours are kept exactly; of more, the
/// 256 most frequent are kept and each other becomes the nearest of them: rare shades of edges move by a few levels,
/// and the file is a quarter of the true-colour one.
struct IndexedPixels {
  private(set) var indices: [UInt8] = []
  /// Red, green, blue of each colour, the most frequent first; equally frequent ones by value.
  private(set) var palette: [UInt8] = []

  init(_ canvas: PixelCanvas) {
    let colors = (0..<canvas.width * canvas.height).map { canvas.packedColor(pixel: $0) }
    let ranked = Self.counts(of: colors).sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    let kept = Array(ranked.prefix(256))
    var index: [UInt32: UInt8] = [:]
    for (i, color) in kept.enumerated() { index[color] = UInt8(i) }
    for color in ranked.dropFirst(256) { index[color] = Self.nearest(to: color, in: kept) }
    palette = kept.flatMap { color in [16, 8, 0].map { UInt8(truncatingIfNeeded: color >> $0) } }
    indices.reserveCapacity(colors.count)
    forEachRun(colors) { color, count in
      indices.append(contentsOf: repeatElement(index[color] ?? 0, count: count))
    }
  }

  private static func counts(of colors: [UInt32]) -> [UInt32: Int] {
    var counts: [UInt32: Int] = [:]
    forEachRun(colors) { counts[$0, default: 0] += $1 }
    return counts
  }

  /// By squared distance in sRGB; the first of equally near ones.
  private static func nearest(to color: UInt32, in kept: [UInt32]) -> UInt8 {
    func distance(_ other: UInt32) -> Int {
      [16, 8, 0].reduce(0) { sum, shift in
        let difference = Int(color >> shift & 255) - Int(other >> shift & 255)
        return sum + difference * difference
      }
    }
    let best = kept.indices.map { (distance(kept[$0]), $0) }.min { $0 < $1 }
    return UInt8(best?.1 ?? 0)
  }
}

/// Calls `body` with each run of equal colours and its length.
private func forEachRun(_ colors: [UInt32], _ body: (UInt32, Int) -> Void) {
  var start = 0
  while start < colors.count {
    var end = start + 1
    while end < colors.count && colors[end] == colors[start] { end += 1 }
    body(colors[start], end - start)
    start = end
  }
}
