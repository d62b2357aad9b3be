import CKernels

/// One product of a batch by tiles. The batch is cut into panels of 64 examples; what is left takes the narrowest panel
/// that holds it (8, 16, 32 or 64), the surplus examples being zeros. Blocks of rows are independent.
struct TiledProduct: Sendable {
  let tiles: BatchTiles
  let batch: Int
  let bias: [Float]?

  /// First example, examples and width of each panel.
  private var panels: [(first: Int, count: Int, width: Int)] {
    stride(from: 0, to: batch, by: 64).map { first in
      let count = min(64, batch - first)
      return (first, count, [8, 16, 32, 64].first { $0 >= count } ?? 64)
    }
  }

  /// output: [batch, rows]
  func fill(_ output: SharedPointer<Float>, from input: SharedReader<Float>) {
    for panel in panels {
      let columns = inputs(of: panel, input)
      Parallel.forEach(tiles.blockCount) { block in
        let rows = tiles.rows(ofBlock: block)
        let sums = AlignedArray<Float>(count: rows.count * panel.width, padding: 64) { sums in
          if let bias { Self.spread(bias[rows], over: panel.width, sums) }
          tiles.multiply(block: block, by: columns.base, width: panel.width, into: sums)
        }
        dcs_transpose(
          ProcessorLevel.current.kernel, sums.base, rows.count, panel.count, panel.width,
          output.base + panel.first * tiles.rows + rows.lowerBound, tiles.rows)
      }
    }
  }

  /// [columns, width]
  private func inputs(
    of panel: (first: Int, count: Int, width: Int), _ input: SharedReader<Float>
  ) -> AlignedArray<Float> {
    let columns = tiles.columns
    return AlignedArray(count: columns * panel.width) { target in
      let target = SharedPointer(target)
      Parallel.forEachRange(of: columns, grain: 1024) { range in
        dcs_transpose(
          ProcessorLevel.current.kernel, input.base + panel.first * columns + range.lowerBound, panel.count,
          range.count, columns, target.base + range.lowerBound * panel.width, panel.width)
      }
    }
  }

  private static func spread(_ bias: ArraySlice<Float>, over width: Int, _ sums: UnsafeMutablePointer<Float>) {
    for (row, value) in bias.enumerated() { (sums + row * width).update(repeating: value, count: width) }
  }
}
