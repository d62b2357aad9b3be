import CKernels

/// A codebook matrix laid out for batches: blocks of rows, each cut into tiles of columns whose inputs stay in the first
/// cache while the rows pass over them.
///
/// Inside a tile rows are bucketed by their number of entries (rows without any are left out), so that the inner loop
/// ends where the processor expects it. An entry is two bytes: the column in its tile, and the code. Any codebook fits.
package struct BatchTiles: Sendable {
  /// Measured on Zen 3 and 4: inputs of a tile fill the first cache at 64 examples, sums of a block half the second.
  static let tileColumns = 192
  static let blockRows = 512

  private struct Block: Sendable {
    var range = 0..<0
    var entries: [UInt8] = []
    var rows: [UInt16] = []
    var headers: [UInt32] = []
  }

  let rows: Int
  let columns: Int
  let codebook: [Float]
  private let blocks: [Block]

  package var bytes: Int {
    4 * codebook.count + blocks.reduce(0) { $0 + $1.entries.count + 2 * $1.rows.count + 4 * $1.headers.count }
  }
  var blockCount: Int { blocks.count }
  var tiles: Int { (columns + Self.tileColumns - 1) / Self.tileColumns }

  func rows(ofBlock block: Int) -> Range<Int> { blocks[block].range }

  /// The blocks that make up `rows` exactly; nil when a block reaches beyond.
  func blocks(of rows: Range<Int>) -> Range<Int>? {
    guard let first = blocks.firstIndex(where: { $0.range.lowerBound == rows.lowerBound }),
      let last = blocks.lastIndex(where: { $0.range.upperBound == rows.upperBound })
    else { return nil }
    return first..<last + 1
  }

  /// No block reaches beyond one of `groups` equal parts of the rows: a grouped convolution multiplies them apart.
  /// Blocks are packed on several threads.
  package init(_ matrix: CodebookMatrix, groups: Int = 1) {
    precondition(groups > 0 && matrix.rows % groups == 0)
    (rows, columns, codebook) = (matrix.rows, matrix.columns, matrix.codebook)
    let size = matrix.rows / groups
    let ranges = (0..<groups).flatMap { group in
      stride(from: group * size, to: (group + 1) * size, by: Self.blockRows).map {
        $0..<min((group + 1) * size, $0 + Self.blockRows)
      }
    }
    let (columns, entries) = (columns, matrix.entries)
    var packed = [Block](repeating: Block(), count: ranges.count)
    packed.withUnsafeMutableBufferPointer { target in
      guard let base = target.baseAddress else { return }
      let target = SharedPointer(base)
      Parallel.forEach(ranges.count) { target.base[$0] = Self.packed(entries, columns: columns, rows: ranges[$0]) }
    }
    blocks = packed
  }

  private static func packed(_ matrix: RowEntries, columns columnCount: Int, rows: Range<Int>) -> Block {
    var block = Block(range: rows)
    let entryCount = Int(matrix.rowOffsets[rows.upperBound] - matrix.rowOffsets[rows.lowerBound])
    block.entries.reserveCapacity(2 * entryCount)
    var next = rows.map { Int(matrix.rowOffsets[$0]) }
    var sizes = [Int](repeating: 0, count: rows.count)
    matrix.columnIndices.withUnsafeBufferPointer { columns in
      matrix.codes.withUnsafeBufferPointer { codes in
        for start in stride(from: 0, to: columnCount, by: tileColumns) {
          for row in rows.indices {
            let end = Int(matrix.rowOffsets[row + 1])
            let local = row - rows.lowerBound
            var entry = next[local]
            while entry < end, Int(columns[entry]) < start + tileColumns { entry += 1 }
            sizes[local] = entry - next[local]
          }
          let order = rowsBySize(sizes)
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
    block.rows.append(contentsOf: [0, 0, 0])
    return block
  }

  /// Rows that have entries, by their number: a counting sort, stable.
  private static func rowsBySize(_ sizes: [Int]) -> [Int] {
    var starts = [Int](repeating: 0, count: tileColumns + 2)
    for size in sizes { starts[size + 1] += 1 }
    let empty = starts[1]
    starts[1] = 0
    for size in 1...tileColumns { starts[size + 1] += starts[size] }
    var order = [Int](repeating: 0, count: sizes.count - empty)
    for (row, size) in sizes.enumerated() where size > 0 {
      order[starts[size]] = row
      starts[size] += 1
    }
    return order
  }

  /// The header of one tile, and its rows.
  private static func appendRuns(_ order: [Int], _ sizes: [Int], to block: inout Block) {
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

  /// output[r, n] += sum over row r's entries, for the rows of one block; input: [columns, width], output: rows of the
  /// block by width.
  func multiply(
    block: Int, by input: UnsafePointer<Float>, width: Int, into output: UnsafeMutablePointer<Float>
  ) {
    let block = blocks[block]
    block.entries.withUnsafeBufferPointer { entries in
      block.rows.withUnsafeBufferPointer { rows in
        block.headers.withUnsafeBufferPointer { headers in
          codebook.withUnsafeBufferPointer { codebook in
            var kernel = dcs_batch_tiles(
              entries: entries.baseAddress, rows: rows.baseAddress, headers: headers.baseAddress,
              codebook: codebook.baseAddress, tiles: tiles, tile_columns: Self.tileColumns)
            dcs_batch_tiles_multiply(ProcessorLevel.current.kernel, &kernel, input, output, width)
          }
        }
      }
    }
  }
}

extension BatchTiles {
  /// The entries row by row again.
  var entries: RowEntries {
    var offsets = [UInt32](repeating: 0, count: rows + 1)
    forEachRun { row, _, places in offsets[row + 1] += UInt32(places.count) }
    for row in 0..<rows { offsets[row + 1] += offsets[row] }
    var next = offsets
    var result = RowEntries(
      rowOffsets: offsets, columnIndices: [UInt16](repeating: 0, count: Int(offsets[rows])),
      codes: [UInt8](repeating: 0, count: Int(offsets[rows])))
    forEachRun { row, start, entries in
      for place in entries.indices {
        let target = Int(next[row])
        result.columnIndices[target] = UInt16(start + Int(entries[place].column))
        result.codes[target] = entries[place].code
        next[row] += 1
      }
    }
    return result
  }

  /// Calls `body` with each row that has entries in a tile, the tile's first column, and those entries; tiles of a block
  /// come from left to right.
  private func forEachRun(_ body: (_ row: Int, _ firstColumn: Int, _ entries: Run) -> Void) {
    for block in blocks {
      var (header, row, entry) = (0, 0, 0)
      for tile in 0..<tiles {
        let runs = Int(block.headers[header])
        header += 1
        for _ in 0..<runs {
          let (size, count) = (Int(block.headers[header]), Int(block.headers[header + 1]))
          header += 2
          for _ in 0..<count {
            let run = Run(bytes: block.entries[2 * entry..<2 * (entry + size)])
            body(block.range.lowerBound + Int(block.rows[row]), tile * Self.tileColumns, run)
            (row, entry) = (row + 1, entry + size)
          }
        }
      }
    }
  }

  /// Entries of one row in one tile.
  private struct Run {
    let bytes: ArraySlice<UInt8>

    var count: Int { bytes.count / 2 }
    var indices: Range<Int> { 0..<count }

    subscript(place: Int) -> (column: UInt8, code: UInt8) {
      let start = bytes.startIndex + 2 * place
      return (bytes[start], bytes[start + 1])
    }
  }
}
