import CKernels

extension CodebookMatrix {
  /// output[r, n] = sum over row r's entries of weight · input[column, n] for the given rows, in the calling thread.
  /// input: [columns, count]; rows of `output`, counted from row 0, are `stride` apart.
  package func multiply(
    rows: Range<Int>, by input: UnsafePointer<Float>, count: Int, into output: UnsafeMutablePointer<Float>, stride: Int
  ) {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= self.rows)
    dcs_codebook_multiply_batch(
      rowOffsets, columnIndices, codes, codebook, input, output, count, stride, rows.lowerBound, rows.upperBound)
  }
}
