import Devices
import Networks
import Tensors
import TestSupport
import Testing

struct CodeRowsTests {
  private static func code(_ rows: CodeRows, _ row: Int, _ column: Int, columns: Int) -> Int {
    let wordsOfRow = (columns * rows.codeBits + 31) / 32
    let (word, bit) = (
      row * wordsOfRow + column * rows.codeBits / 32, column * rows.codeBits % 32
    )
    let both = UInt64(rows.words[word]) | UInt64(rows.words[word + 1]) << 32
    return Int(truncatingIfNeeded: both >> UInt64(bit)) & (1 << rows.codeBits - 1)
  }

  @Test(arguments: [(1, 1, 1.0, 1), (3, 7, 1.0, 8), (5, 33, 0.7, 31), (4, 100, 0.9, 255)])
  func everyWeightHasItsValue(rows: Int, columns: Int, density: Double, centroids: Int) {
    let weights = Weights.drawn(
      [rows, columns], density: Float(density), centroids: centroids, seed: 9)
    guard case .shared(let shared) = weights else { preconditionFailure("shared") }
    let packed = CodeRows(CodebookMatrix(shared))
    let dense = shared.dense()
    for row in 0..<rows {
      for column in 0..<columns {
        let code = Self.code(packed, row, column, columns: columns)
        #expect(packed.table[code] == dense.values[row * columns + column])
      }
    }
  }

  /// Zero takes a code of its own where weights are missing.
  @Test func bitsOfACode() {
    #expect(CodeRows.bits(centroids: 1, isFull: true) == 1)
    #expect(CodeRows.bits(centroids: 16, isFull: true) == 4)
    #expect(CodeRows.bits(centroids: 16, isFull: false) == 5)
    #expect(CodeRows.bits(centroids: 255, isFull: false) == 8)
  }
}
