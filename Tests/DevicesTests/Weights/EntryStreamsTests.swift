import Devices
import Networks
import Tensors
import TestSupport
import Testing

struct EntryStreamsTests {
  /// Reads the streams as the kernel does: (column, code) of each lane of each row.
  private static func entries(of streams: EntryStreams, row: Int) -> [(column: Int, code: Int)] {
    let width = streams.gapBits + streams.codeBits
    let idle = (1 << streams.gapBits) - 1
    let range = Int(streams.rowOffsets[row])..<Int(streams.rowOffsets[row + 1])
    var found: [(column: Int, code: Int)] = []
    for lane in 0..<streams.lanes {
      var (held, bits): (UInt64, Int) = (0, 0)
      var column = Int(streams.starts[row * streams.lanes + lane])
      for word in stride(from: range.lowerBound + lane, to: range.upperBound, by: streams.lanes) {
        held |= UInt64(streams.words[word]) << UInt64(bits)
        bits += 32
        while bits >= width {
          let entry = Int(held & UInt64(1 << width - 1))
          (held, bits) = (held >> UInt64(width), bits - width)
          let gap = entry >> streams.codeBits
          column += gap
          guard gap != idle else { continue }
          found.append((column, entry & (1 << streams.codeBits - 1)))
          column += 1
        }
      }
    }
    return found
  }

  private static func matrix(
    rows: Int, columns: Int, density: Float, centroids: Int
  ) -> CodebookMatrix {
    guard
      case .shared(let shared) = Weights.drawn(
        [rows, columns], density: density, centroids: centroids, seed: 3)
    else { preconditionFailure("drawn weights are shared") }
    return CodebookMatrix(shared)
  }

  @Test(arguments: [
    (1, 1, 1.0, 1), (3, 700, 0.001, 2), (17, 63, 0.5, 16), (5, 65_536, 0.01, 31),
    (40, 900, 0.09, 255), (9, 300, 0, 4), (64, 2304, 0.35, 200),
  ])
  func everyEntryComesOutInItsRow(rows: Int, columns: Int, density: Double, centroids: Int) {
    let matrix = Self.matrix(
      rows: rows, columns: columns, density: Float(density), centroids: centroids)
    let streams = EntryStreams(
      matrix.rowCodes, codeBits: CodeRows.bits(centroids: centroids, isFull: true))
    for row in 0..<rows {
      let found = Self.entries(of: streams, row: row)
      let range = Int(matrix.rowCodes.rowOffsets[row])..<Int(matrix.rowCodes.rowOffsets[row + 1])
      #expect(found.map(\.column) == matrix.rowCodes.columnIndices[range].map(Int.init))
      #expect(found.map(\.code) == matrix.rowCodes.codes[range].map(Int.init))
    }
  }

  /// By hand: columns 0, 1 and 6 with codes 1, 0, 1 in one lane, a gap of 2 bits and a code of 1:
  /// 00|1, 00|0, then 4 columns: idle 11|0, and 01|1 -> bits from the lowest: 001, 000, 110, 011;
  /// the word's rest is idle: 110 six more times, and two bits left over.
  @Test func aRowOfThreeEntries() {
    let codes = RowCodes(rowOffsets: [0, 3], columnIndices: [0, 1, 6], codes: [1, 0, 1])
    let streams = EntryStreams(codes, codeBits: 1, mostLanes: 1)
    #expect(streams.gapBits == 2)
    #expect(streams.rowOffsets == [0, 1] && streams.starts == [0])
    #expect(streams.words == [0b00_110_110_110_110_110_110_011_110_000_001])
  }

  /// The law behind the bound on memory: lanes cost less than a tenth of what entries take.
  @Test(arguments: [(4096, 9216, 0.09, 31), (1000, 4096, 0.25, 31), (4096, 4096, 0.04, 31)])
  func lanesTakeLittle(rows: Int, columns: Int, density: Double, centroids: Int) {
    let matrix = Self.matrix(
      rows: rows / 16, columns: columns, density: Float(density), centroids: centroids)
    let streams = EntryStreams(matrix.rowCodes, codeBits: 5)
    let bits = EntryStreams.bits(matrix.rowCodes, gapBits: streams.gapBits, codeBits: 5)
    #expect(streams.lanes > 1)
    #expect(Double(8 * streams.bytes) < 1.1 * Double(bits))
  }
}
