/// The entries of a matrix as compressed sparse rows of codes.
public struct RowCodes: Sendable, Equatable {
  /// Entries of row r are rowOffsets[r]..<rowOffsets[r + 1]; one more than rows.
  public let rowOffsets: [UInt32]
  /// Ascending in a row.
  public let columnIndices: [UInt16]
  public let codes: [UInt8]

  public init(rowOffsets: [UInt32], columnIndices: [UInt16], codes: [UInt8]) {
    (self.rowOffsets, self.columnIndices, self.codes) = (rowOffsets, columnIndices, codes)
  }

  package init(emptyRows rows: Int) {
    self.init(rowOffsets: [UInt32](repeating: 0, count: rows + 1), columnIndices: [], codes: [])
  }

  /// From another layout: `forEachEntry` calls its argument with row, column and code of every
  /// entry, the columns of a row in ascending order. It is asked twice.
  package init(rows: Int, _ forEachEntry: ((Int, Int, UInt8) -> Void) -> Void) {
    var offsets = [UInt32](repeating: 0, count: rows + 1)
    forEachEntry { row, _, _ in offsets[row + 1] += 1 }
    for row in 0..<rows { offsets[row + 1] += offsets[row] }
    var next = offsets
    var columns = [UInt16](repeating: 0, count: Int(offsets[rows]))
    var codes = [UInt8](repeating: 0, count: columns.count)
    forEachEntry { row, column, code in
      (columns[Int(next[row])], codes[Int(next[row])]) = (UInt16(column), code)
      next[row] += 1
    }
    self.init(rowOffsets: offsets, columnIndices: columns, codes: codes)
  }

  public var bytes: Int { 4 * rowOffsets.count + 2 * columnIndices.count + codes.count }

  /// Calls `body` with the row, the column and the code of every entry.
  package func forEachEntry(_ body: (Int, Int, UInt8) -> Void) {
    for row in 0..<rowOffsets.count - 1 {
      for entry in Int(rowOffsets[row])..<Int(rowOffsets[row + 1]) {
        body(row, Int(columnIndices[entry]), codes[entry])
      }
    }
  }
}
