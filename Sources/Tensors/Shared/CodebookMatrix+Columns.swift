import CKernels

extension CodebookMatrix {
  /// output[r, n] = sum over row r's entries of weight · input[column, n] for the given rows, in the calling thread.
  /// input: [columns, count]; rows of `output`, counted from row 0, are `stride` apart.
  package func multiply(
    rows: Range<Int>, by input: UnsafePointer<Float>, count: Int, into output: UnsafeMutablePointer<Float>, stride: Int
  ) {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= self.rows)
    if let tiles = layouts.tiles, let blocks = tiles.blocks(of: rows) {
      return Self.multiply(tiles, blocks, by: input, count: count, into: output, stride: stride)
    }
    let entries = entries
    dcs_codebook_multiply_batch(
      entries.rowOffsets, entries.columnIndices, entries.codes, codebook, input, output, count, stride, rows.lowerBound,
      rows.upperBound)
  }

  /// By panels of up to 64 columns of the input, copied side by side so that a tile of them stays in the first cache.
  private static func multiply(
    _ tiles: BatchTiles, _ blocks: Range<Int>, by input: UnsafePointer<Float>, count: Int,
    into output: UnsafeMutablePointer<Float>, stride: Int
  ) {
    for first in Swift.stride(from: 0, to: count, by: 64) {
      let taken = min(64, count - first)
      let width = [8, 16, 32, 64].first { $0 >= taken } ?? 64
      let panel = AlignedArray<Float>(count: tiles.columns * width) { panel in
        for column in 0..<tiles.columns {
          (panel + column * width).update(from: input + column * count + first, count: taken)
        }
      }
      for block in blocks {
        let rows = tiles.rows(ofBlock: block)
        let sums = AlignedArray<Float>(count: rows.count * width, padding: 64) {
          tiles.multiply(block: block, by: panel.base, width: width, into: $0)
        }
        for (place, row) in rows.enumerated() {
          (output + row * stride + first).update(from: sums.base + place * width, count: taken)
        }
      }
    }
  }
}
