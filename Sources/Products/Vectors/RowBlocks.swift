import CKernels
import Tensors

/// A codebook matrix laid out for one input vector where wide steps cannot go: rows of blocks of
/// eight entries.
///
/// The codes of a block lie in one table of eight centroids: a row's entries are taken table by
/// table, and what is left of each is filled up with idle entries, which point to a zero behind the
/// last input. So processors with registers of eight floats look a block up at once. Twenty-four
/// bytes a block: eight columns, eight codes. Rows are sorted by their number of blocks, so that
/// the processor foresees where they end.
package struct RowBlocks: VectorLayout {
  package static let form = "blocks"
  /// A panel of 8 takes as long as 2 vectors.
  package static let smallestTiledBatch = 3
  private static let size = 8
  /// Entries that may be idle for each that is not; beyond it, rows of codes are smaller and not
  /// slower. Measured on Zen 5.
  private static let mostIdle = 1.0

  let blocks: AlignedArray<dcs_row_block>
  /// Blocks before each place, and their total.
  let blockOffsets: [UInt32]
  package let rows: Int
  /// The row at each place.
  private let order: [UInt32]
  /// Filled up with zeros to whole tables.
  let codebook: AlignedArray<Float>

  package var bytes: Int { blocks.bytes + 4 * (blockOffsets.count + order.count) + codebook.bytes }

  /// nil when there is no place for the zero, or too many entries would be idle. Rows are packed on
  /// several threads.
  package init?(_ matrix: CodebookMatrix) {
    guard matrix.columns <= Int(UInt16.max) else { return nil }
    let entries = matrix.rowCodes
    let tables = (matrix.codebook.count + Self.size - 1) / Self.size
    let packed = Parallel.map(matrix.rows) {
      Self.packed(entries, row: $0, tables: tables, zero: UInt16(matrix.columns))
    }
    let order = placesBySize(packed.map(\.count))
    var offsets: [UInt32] = [0]
    for row in order { offsets.append(offsets[offsets.count - 1] + UInt32(packed[row].count)) }
    let count = Int(offsets[matrix.rows])
    guard Double(Self.size * count) <= (1 + Self.mostIdle) * Double(matrix.entryCount) else {
      return nil
    }
    (blockOffsets, rows, self.order) = (offsets, matrix.rows, order.map(UInt32.init))
    blocks = AlignedArray(joining: order.map { packed[$0] })
    codebook = AlignedArray(
      matrix.codebook + [Float](repeating: 0, count: Self.size * tables - matrix.codebook.count))
  }

  /// The blocks of one row, columns ascending in each table.
  private static func packed(_ entries: RowCodes, row: Int, tables: Int, zero: UInt16)
    -> [dcs_row_block]
  {
    let range = Int(entries.rowOffsets[row])..<Int(entries.rowOffsets[row + 1])
    var counts = [Int](repeating: 0, count: tables)
    for entry in range { counts[Int(entries.codes[entry]) / size] += 1 }
    var (blocks, next): ([dcs_row_block], [Int]) = ([], [])
    for (table, count) in counts.enumerated() {
      next.append(size * blocks.count)
      blocks += repeatElement(
        idle(code: UInt8(size * table), zero), count: (count + size - 1) / size)
    }
    for entry in range {
      let table = Int(entries.codes[entry]) / size
      let (block, place) = (next[table] / size, next[table] % size)
      withUnsafeMutableBytes(of: &blocks[block].columns) {
        $0.storeBytes(of: entries.columnIndices[entry], toByteOffset: 2 * place, as: UInt16.self)
      }
      withUnsafeMutableBytes(of: &blocks[block].codes) { $0[place] = entries.codes[entry] }
      next[table] += 1
    }
    return blocks
  }

  private static func idle(code: UInt8, _ zero: UInt16) -> dcs_row_block {
    dcs_row_block(
      columns: (zero, zero, zero, zero, zero, zero, zero, zero),
      codes: (code, code, code, code, code, code, code, code)
    )
  }

  /// Of places.
  package func parts(_ count: Int) -> [Range<Int>] {
    Self.equalParts(of: blockOffsets, count: count)
  }

  package func multiply(
    _ places: Range<Int>, by input: UnsafePointer<Float>, bias: [Float]?,
    into output: UnsafeMutablePointer<Float>
  ) {
    blockOffsets.withUnsafeBufferPointer { offsets in
      order.withUnsafeBufferPointer { rows in
        var kernel = dcs_row_blocks(
          blocks: blocks.base, block_offsets: offsets.baseAddress, rows: rows.baseAddress,
          codebook: codebook.base)
        withOptionalPointer(bias) { bias in
          dcs_row_blocks_multiply(
            ProcessorLevel.current.kernel, &kernel, input, bias, output, places.lowerBound,
            places.upperBound)
        }
      }
    }
  }
}
