/// A sparse matrix whose entries point into a codebook, row by row: what a packed layer is decoded
/// to, and what products are laid out from. Nothing dense is ever made.
public struct CodebookMatrix: Sendable, Equatable {
  /// Columns are numbered in 16 bits.
  public static let mostColumns = 65_536

  public let rows: Int
  /// At most `mostColumns`.
  public let columns: Int
  public let rowCodes: RowCodes
  public let codebook: [Float]

  public init(
    rows: Int, columns: Int, rowOffsets: [UInt32], columnIndices: [UInt16], codes: [UInt8],
    codebook: [Float]
  ) {
    precondition(
      columns <= Self.mostColumns && rowOffsets.count == rows + 1
        && codes.count == columnIndices.count)
    precondition(
      Int(rowOffsets[rows]) == codes.count && codes.allSatisfy { Int($0) < codebook.count })
    precondition(
      rowOffsets[0] == 0 && zip(rowOffsets, rowOffsets.dropFirst()).allSatisfy { $0 <= $1 })
    precondition(columnIndices.allSatisfy { Int($0) < columns })
    (self.rows, self.columns, self.codebook) = (rows, columns, codebook)
    rowCodes = RowCodes(rowOffsets: rowOffsets, columnIndices: columnIndices, codes: codes)
  }

  /// From weights [outputs, ...] whose further extents are the columns.
  public init(_ shared: SharedWeights) {
    let rows = shared.shape[0]
    let columns = shared.shape.dropFirst().reduce(1, *)
    var offsets: [UInt32] = [0]
    var indices: [UInt16] = []
    indices.reserveCapacity(shared.codes.count)
    for row in 0..<rows {
      shared.mask.forEachSurvivor(in: row * columns..<(row + 1) * columns) {
        indices.append(UInt16($0 - row * columns))
      }
      offsets.append(UInt32(indices.count))
    }
    self.init(
      rows: rows, columns: columns, rowOffsets: offsets, columnIndices: indices,
      codes: shared.codes, codebook: shared.codebook.centroids)
  }

  /// The matrix [outputs, depth] of weights that multiply in that form. nil when a row is longer
  /// than columns can be numbered.
  public init?(_ shared: SharedWeights, _ form: ProductForm) {
    let (rows, columns) = (form.outputs(of: shared.shape), form.depth(of: shared.shape))
    guard columns <= Self.mostColumns else { return nil }
    guard form == .columns else {
      self.init(
        SharedWeights(
          mask: shared.mask.reshaped([rows, columns]), codes: shared.codes,
          codebook: shared.codebook, bits: shared.bits))
      return
    }
    // Weights [depth, outputs]: entries by output, in the order of the depth.
    var lists = [(indices: [UInt16], codes: [UInt8])](repeating: ([], []), count: rows)
    for (place, code) in zip(shared.mask.survivors, shared.codes) {
      let (column, row) = Int(place).quotientAndRemainder(dividingBy: rows)
      lists[row].indices.append(UInt16(column))
      lists[row].codes.append(code)
    }
    var offsets: [UInt32] = [0]
    for list in lists { offsets.append(offsets[offsets.count - 1] + UInt32(list.codes.count)) }
    self.init(
      rows: rows, columns: columns, rowOffsets: offsets, columnIndices: lists.flatMap(\.indices),
      codes: lists.flatMap(\.codes), codebook: shared.codebook.centroids)
  }

  /// Some of the rows. Precondition: they are there.
  public func rows(_ range: Range<Int>) -> CodebookMatrix {
    let first = rowCodes.rowOffsets[range.lowerBound]
    let entries = Int(first)..<Int(rowCodes.rowOffsets[range.upperBound])
    return CodebookMatrix(
      rows: range.count, columns: columns,
      rowOffsets: rowCodes.rowOffsets[range.lowerBound...range.upperBound].map { $0 - first },
      columnIndices: Array(rowCodes.columnIndices[entries]),
      codes: Array(rowCodes.codes[entries]), codebook: codebook)
  }

  public var entryCount: Int { rowCodes.codes.count }

  /// Fraction of entries that are there; 1 for an empty matrix.
  public var density: Double {
    rows * columns == 0 ? 1 : Double(entryCount) / Double(rows * columns)
  }

  /// Memory held.
  public var bytes: Int { rowCodes.bytes + 4 * codebook.count }

  /// Every entry, the absent ones zero: [rows, columns].
  public func dense() -> Tensor {
    var values = [Float](repeating: 0, count: rows * columns)
    rowCodes.forEachEntry { values[$0 * columns + $1] = codebook[Int($2)] }
    return Tensor(shape: [rows, columns], values: values)
  }

  /// Which entries are there: [rows, columns].
  public var mask: Mask {
    var survivors: [Int32] = []
    rowCodes.forEachEntry { row, column, _ in survivors.append(Int32(row * columns + column)) }
    return Mask(shape: [rows, columns], survivors: survivors)
  }
}
