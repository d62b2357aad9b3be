import CKernels

extension CodebookMatrix {
  /// output[r, n] = sum over row r's entries of weight · input[column, n] for the given rows.
  /// input: [columns, count]; rows of `output`, counted from row 0, are `stride` apart.
  package func multiply(
    rows: Range<Int>, by input: UnsafePointer<Float>, count: Int,
    into output: UnsafeMutablePointer<Float>, stride: Int
  ) {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= self.rows)
    if let tiles = layouts.tiles, let blocks = tiles.blocks(of: rows) {
      return TiledProduct(tiles: tiles, blocks: blocks, batch: count).fill(
        columnsFirst: SharedReader(input), into: SharedPointer(output), stride: stride)
    }
    let entries = rowCodes
    dcs_codebook_multiply_batch(
      entries.rowOffsets, entries.columnIndices, entries.codes, codebook, input, output, count,
      stride,
      rows.lowerBound, rows.upperBound)
  }
}
