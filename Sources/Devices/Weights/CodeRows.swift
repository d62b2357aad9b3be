import Tensors

/// A code for every weight, pruned ones too, in rows of bits: what takes less memory where most
/// weights survive, and what tiles can be decoded from at any place. Each row begins at a word.
package struct CodeRows: Equatable {
  package let codeBits: Int
  /// One more than rows need: readers look at two words at once.
  package let words: [UInt32]
  /// The codebook; behind it a zero where weights are pruned.
  package let table: [Float]

  package init(_ matrix: CodebookMatrix) {
    let isFull = matrix.entryCount == matrix.rows * matrix.columns
    let table = matrix.codebook + (isFull ? [] : [0])
    let bits = Self.bits(centroids: matrix.codebook.count, isFull: isFull)
    let wordsOfRow = (matrix.columns * bits + 31) / 32
    var words = [UInt32](repeating: 0, count: matrix.rows * wordsOfRow + 1)
    func put(_ code: UInt32, row: Int, column: Int) {
      let (word, bit) = (row * wordsOfRow + column * bits / 32, column * bits % 32)
      words[word] |= code << bit
      if bit + bits > 32 { words[word + 1] |= code >> (32 - bit) }
    }
    var (row, column) = (0, 0)
    /// Codes of the weights that are missing from here to there.
    func skip(to nextRow: Int, _ nextColumn: Int) {
      while row < nextRow || (row == nextRow && column < nextColumn) {
        if column == matrix.columns {
          (row, column) = (row + 1, 0)
        } else {
          put(UInt32(table.count - 1), row: row, column: column)
          column += 1
        }
      }
    }
    matrix.rowCodes.forEachEntry { entryRow, entryColumn, code in
      skip(to: entryRow, entryColumn)
      put(UInt32(code), row: entryRow, column: entryColumn)
      (row, column) = (entryRow, entryColumn + 1)
    }
    if matrix.rows > 0 { skip(to: matrix.rows - 1, matrix.columns) }
    (codeBits, self.words, self.table) = (bits, words, table)
  }

  /// Of one code: 1 at least.
  package static func bits(centroids: Int, isFull: Bool) -> Int {
    var bits = 1
    while 1 << bits < centroids + (isFull ? 0 : 1) { bits += 1 }
    return bits
  }

  /// Bytes on the device, the table included.
  package var bytes: Int { 4 * words.count + 4 * table.count }
}
