import CKernels
import Tensors

/// A codebook matrix laid out for batches: blocks of rows, each cut into tiles of columns whose
/// inputs stay in the first cache while the rows pass over them.
///
/// Inside a tile rows are bucketed by their number of entries (rows without any are left out), so
/// that the inner loop ends where the processor expects it. An entry is two bytes: the column in
/// its tile, and the code. Any codebook fits.
package struct BatchTiles: Sendable {
  /// Measured on Zen 3, 4 and 5: inputs of a tile fill the first cache at 64 examples, sums of a
  /// block half the second.
  private static let (sparseTileColumns, denseTileColumns) = (192, 160)
  /// From this density on, rows have enough entries in a tile that leaves room for the sums.
  private static let leastDense = 0.15
  static let blockRows = 512

  /// Some rows, and where theirs begin in the arrays of all.
  private struct Block: Sendable {
    let range: Range<Int>
    let entry: Int
    let row: Int
    let header: Int
  }

  /// A block while it grows.
  private struct Draft: Sendable {
    var entries: [UInt8] = []
    var rows: [UInt16] = []
    var headers: [UInt32] = []
  }

  let rows: Int
  let columns: Int
  /// Of a tile; the last may have fewer.
  let tileColumns: Int
  private let codebook: AlignedArray<Float>
  private let blocks: [Block]
  /// Of all blocks, one after the other: together they are large enough for huge pages.
  private let entries: AlignedArray<UInt8>
  private let rowNumbers: AlignedArray<UInt16>
  private let headers: AlignedArray<UInt32>

  package var bytes: Int { codebook.bytes + entries.bytes + rowNumbers.bytes + headers.bytes }
  var blockCount: Int { blocks.count }
  var tiles: Int { (columns + tileColumns - 1) / tileColumns }

  func rows(ofBlock block: Int) -> Range<Int> { blocks[block].range }

  /// No block reaches beyond one of `groups` equal parts of the rows: a grouped convolution
  /// multiplies them apart. Blocks are packed on several threads.
  package init(_ matrix: CodebookMatrix, groups: Int = 1) {
    precondition(groups > 0 && matrix.rows % groups == 0)
    let source = matrix.rowCodes
    (rows, columns, codebook) = (matrix.rows, matrix.columns, AlignedArray(matrix.codebook))
    let tileColumns =
      matrix.density < Self.leastDense ? Self.sparseTileColumns : Self.denseTileColumns
    self.tileColumns = tileColumns
    let size = matrix.rows / groups
    let ranges = (0..<groups).flatMap { group in
      stride(from: group * size, to: (group + 1) * size, by: Self.blockRows).map {
        $0..<min((group + 1) * size, $0 + Self.blockRows)
      }
    }
    let drafts = Parallel.map(ranges.count) {
      Self.packed(source, columnCount: matrix.columns, tileColumns, rows: ranges[$0])
    }
    var (blocks, end): ([Block], Block) = ([], Block(range: 0..<0, entry: 0, row: 0, header: 0))
    for (range, draft) in zip(ranges, drafts) {
      blocks.append(Block(range: range, entry: end.entry, row: end.row, header: end.header))
      end = Block(
        range: range, entry: end.entry + draft.entries.count, row: end.row + draft.rows.count,
        header: end.header + draft.headers.count)
    }
    self.blocks = blocks
    entries = AlignedArray(joining: drafts.map(\.entries))
    // The kernel looks at the rows after next.
    rowNumbers = AlignedArray(joining: drafts.map(\.rows) + [[0, 0, 0]])
    headers = AlignedArray(joining: drafts.map(\.headers))
  }

  private static func packed(
    _ source: RowCodes, columnCount: Int, _ tileColumns: Int, rows: Range<Int>
  ) -> Draft {
    var block = Draft()
    let entryCount = Int(source.rowOffsets[rows.upperBound] - source.rowOffsets[rows.lowerBound])
    block.entries.reserveCapacity(2 * entryCount)
    var next = rows.map { Int(source.rowOffsets[$0]) }
    var sizes = [Int](repeating: 0, count: rows.count)
    source.columnIndices.withUnsafeBufferPointer { columns in
      source.codes.withUnsafeBufferPointer { codes in
        for start in stride(from: 0, to: columnCount, by: tileColumns) {
          for row in rows.indices {
            let end = Int(source.rowOffsets[row + 1])
            let local = row - rows.lowerBound
            var entry = next[local]
            while entry < end, Int(columns[entry]) < start + tileColumns { entry += 1 }
            sizes[local] = entry - next[local]
          }
          let order = rowsBySize(sizes, largest: tileColumns)
          appendRuns(order, sizes, to: &block)
          for row in order {
            for entry in next[row]..<next[row] + sizes[row] {
              block.entries.append(UInt8(Int(columns[entry]) - start))
              block.entries.append(codes[entry])
            }
            next[row] += sizes[row]
          }
        }
      }
    }
    return block
  }

  /// Rows that have entries, by their number: a counting sort, stable.
  private static func rowsBySize(_ sizes: [Int], largest: Int) -> [Int] {
    var starts = [Int](repeating: 0, count: largest + 2)
    for size in sizes { starts[size + 1] += 1 }
    let empty = starts[1]
    starts[1] = 0
    for size in 1...largest { starts[size + 1] += starts[size] }
    var order = [Int](repeating: 0, count: sizes.count - empty)
    for (row, size) in sizes.enumerated() where size > 0 {
      order[starts[size]] = row
      starts[size] += 1
    }
    return order
  }

  /// The header of one tile, and its rows.
  private static func appendRuns(_ order: [Int], _ sizes: [Int], to block: inout Draft) {
    let place = block.headers.count
    block.headers.append(0)
    var last = 0
    for row in order {
      if sizes[row] != last {
        last = sizes[row]
        block.headers.append(contentsOf: [UInt32(last), 0])
        block.headers[place] += 1
      }
      block.headers[block.headers.count - 1] += 1
      block.rows.append(UInt16(row))
    }
  }

  /// Calls `body` with row, column and code of every entry: blocks and tiles in ascending order.
  private func forEachEntry(_ body: (Int, Int, UInt8) -> Void) {
    for block in blocks {
      var (header, row, entry) = (block.header, block.row, block.entry)
      for tile in 0..<tiles {
        let runs = headers.base[header]
        header += 1
        for _ in 0..<runs {
          let (size, count) = (Int(headers.base[header]), Int(headers.base[header + 1]))
          header += 2
          for place in row..<row + count {
            for _ in 0..<size {
              let column = tile * tileColumns + Int(entries.base[entry])
              body(
                block.range.lowerBound + Int(rowNumbers.base[place]), column,
                entries.base[entry + 1])
              entry += 2
            }
          }
          row += count
        }
      }
    }
  }

  /// The entries row by row again.
  package func rowCodes() -> RowCodes { RowCodes(rows: rows, forEachEntry) }

  /// The first tile of a block; dcs_batch_tile_multiply moves on to the next. Valid while `self`
  /// is.
  func firstTile(ofBlock block: Int) -> dcs_batch_tile {
    dcs_batch_tile(
      entry: entries.base + blocks[block].entry, row: rowNumbers.base + blocks[block].row,
      header: headers.base + blocks[block].header, codebook: codebook.base,
      codebook_count: codebook.count)
  }

  /// Columns of one tile; the last may have fewer.
  func columns(ofTile tile: Int) -> Range<Int> {
    tile * tileColumns..<min(columns, (tile + 1) * tileColumns)
  }
}
