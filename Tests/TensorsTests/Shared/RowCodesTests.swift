import Tensors
import Testing

struct RowCodesTests {
  /// By hand: row 0 has entries in columns 1 and 3, row 1 none, row 2 one.
  private static let rows = RowCodes(
    rowOffsets: [0, 2, 2, 3], columnIndices: [1, 3, 0], codes: [7, 8, 9])

  @Test func entriesComeRowByRow() {
    var entries: [[Int]] = []
    Self.rows.forEachEntry { entries.append([$0, $1, Int($2)]) }
    #expect(entries == [[0, 1, 7], [0, 3, 8], [2, 0, 9]])
  }

  @Test func anotherLayoutGivesTheSameRows() {
    let entries: [(Int, Int, UInt8)] = [(2, 0, 9), (0, 1, 7), (0, 3, 8)]
    let rows = RowCodes(rows: 3) { body in for entry in entries { body(entry.0, entry.1, entry.2) }
    }
    #expect(rows == Self.rows)
    #expect(RowCodes(emptyRows: 2) == RowCodes(rows: 2) { _ in })
  }

  /// Four offsets of four bytes, three columns of two, three codes of one.
  @Test func bytes() { #expect(Self.rows.bytes == 16 + 6 + 3) }
}
