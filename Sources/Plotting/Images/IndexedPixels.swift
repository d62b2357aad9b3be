/// One byte a pixel and the colours they stand for.
///
/// A chart has few colours and many mixtures of them along its edges. Up to 256 colours are kept
/// exactly; of more, 256 are chosen and each other becomes the nearest of them: rare shades of
/// edges move by a few levels, and the file is half as large as in true colour.
struct IndexedPixels {
  private(set) var indices: [UInt8] = []
  /// Red, green, blue of each colour.
  private(set) var palette: [UInt8] = []

  init(_ canvas: PixelCanvas) {
    let colors = (0..<canvas.width * canvas.height).map { canvas.packedColor(pixel: $0) }
    let counts = Self.counts(of: colors)
    let kept = Self.chosen(from: counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) })
    var index: [UInt32: UInt8] = [:]
    for color in counts.keys { index[color] = Self.nearest(to: color, in: kept) }
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

  /// One after the other the colour whose loss would be greatest: its pixels times its squared
  /// distance from the nearest colour chosen so far. `counts` is sorted, so that equal losses are
  /// decided the same way each time.
  private static func chosen(from counts: [(key: UInt32, value: Int)]) -> [UInt32] {
    guard counts.count > 256 else { return counts.map(\.key) }
    var kept: [UInt32] = []
    var losses = [Int](repeating: Int.max, count: counts.count)
    while kept.count < 256 {
      guard
        let worst = losses.indices.max(by: {
          losses[$0] < losses[$1] || losses[$0] == losses[$1] && $1 < $0
        })
      else { break }
      kept.append(counts[worst].key)
      for i in losses.indices where losses[i] > 0 {
        losses[i] = min(
          losses[i], counts[i].value * squaredDistance(counts[i].key, counts[worst].key))
      }
    }
    return kept
  }

  /// The first of equally near ones.
  private static func nearest(to color: UInt32, in kept: [UInt32]) -> UInt8 {
    var best = 0
    var least = Int.max
    for (i, candidate) in kept.enumerated() where least > 0 {
      let distance = squaredDistance(color, candidate)
      if distance < least { (best, least) = (i, distance) }
    }
    return UInt8(best)
  }

  /// In sRGB.
  private static func squaredDistance(_ a: UInt32, _ b: UInt32) -> Int {
    let red = Int(a >> 16) - Int(b >> 16)
    let green = Int(a >> 8 & 255) - Int(b >> 8 & 255)
    let blue = Int(a & 255) - Int(b & 255)
    return red * red + green * green + blue * blue
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
