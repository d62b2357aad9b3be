/// A sparse matrix whose entries point into a codebook: compressed sparse rows of codes. What inference from a packed
/// network multiplies by; nothing dense is ever made.
public struct CodebookMatrix: Sendable, Equatable {
  public let rows: Int
  /// At most 65 536.
  public let columns: Int
  public let entryCount: Int
  public let codebook: [Float]
  /// nil when the layouts have all that products need: entries are not held twice.
  private var stored: RowEntries?
  var layouts = Layouts()

  /// Entries row by row; made anew on each call when only the layouts hold them.
  public var entries: RowEntries {
    stored ?? layouts.tiles?.entries ?? RowEntries(rowOffsets: [UInt32](repeating: 0, count: rows + 1))
  }

  public init(
    rows: Int, columns: Int, rowOffsets: [UInt32], columnIndices: [UInt16], codes: [UInt8], codebook: [Float]
  ) {
    precondition(columns <= 65_536 && rowOffsets.count == rows + 1 && codes.count == columnIndices.count)
    precondition(Int(rowOffsets[rows]) == codes.count && codes.allSatisfy { Int($0) < codebook.count })
    precondition(rowOffsets[0] == 0 && zip(rowOffsets, rowOffsets.dropFirst()).allSatisfy(<=))
    precondition(columnIndices.allSatisfy { Int($0) < columns })
    (self.rows, self.columns) = (rows, columns)
    (self.codebook, entryCount) = (codebook, codes.count)
    stored = RowEntries(rowOffsets: rowOffsets, columnIndices: columnIndices, codes: codes)
  }

  /// From weights [outputs, ...] whose further extents are the columns.
  public init(_ shared: SharedWeights) {
    let rows = shared.shape[0]
    let columns = shared.shape.dropFirst().reduce(1, *)
    var offsets: [UInt32] = [0]
    var indices: [UInt16] = []
    indices.reserveCapacity(shared.codes.count)
    for row in 0..<rows {
      for column in 0..<columns where shared.mask.isKept[row * columns + column] { indices.append(UInt16(column)) }
      offsets.append(UInt32(indices.count))
    }
    self.init(
      rows: rows, columns: columns, rowOffsets: offsets, columnIndices: indices, codes: shared.codes,
      codebook: shared.codebook.centroids)
  }

  /// Every entry, the absent ones zero: [rows, columns].
  public func dense() -> Tensor {
    var values = [Float](repeating: 0, count: rows * columns)
    forEachEntry { values[$0] = codebook[Int($1)] }
    return Tensor(shape: [rows, columns], values: values)
  }

  /// Which entries are there: [rows, columns].
  public var mask: Mask {
    var isKept = [Bool](repeating: false, count: rows * columns)
    forEachEntry { position, _ in isKept[position] = true }
    return Mask(shape: [rows, columns], isKept: isKept)
  }

  /// Calls `body` with the row-major position and the code of every entry.
  private func forEachEntry(_ body: (Int, UInt8) -> Void) {
    let entries = entries
    for row in 0..<rows {
      for entry in Int(entries.rowOffsets[row])..<Int(entries.rowOffsets[row + 1]) {
        body(row * columns + Int(entries.columnIndices[entry]), entries.codes[entry])
      }
    }
  }

  /// Memory held: rows of entries unless the layouts replace them, codebook, and the layouts made for products.
  public var bytes: Int { rowBytes + layouts.bytes }

  private var rowBytes: Int { (stored?.bytes ?? 0) + 4 * codebook.count }

  /// Fraction of entries that are there; 1 for an empty matrix.
  public var density: Double { rows * columns == 0 ? 1 : Double(entryCount) / Double(rows * columns) }

  /// Bytes that a product with so many inputs reads.
  public func productBytes(batch: Int) -> Int {
    if batch >= Self.smallestTiledBatch, let tiles = layouts.tiles { return tiles.bytes }
    return layouts.steps?.bytes ?? (stored == nil ? layouts.bytes : rowBytes)
  }

  /// The same matrix with the layouts that products with vectors and batches are fastest by, for the current level of
  /// processor. Packed on several threads.
  public func packedForProducts() -> CodebookMatrix {
    var matrix = self
    matrix.layouts = Layouts(
      steps: ProcessorLevel.current == .avx512 ? WideSteps(self) : nil, tiles: BatchTiles(self))
    if matrix.layouts.steps != nil { matrix.stored = nil }
    return matrix
  }

  /// The same matrix laid out for a convolution of so many groups, which multiplies by many columns at a time.
  public func packedForConvolution(groups: Int) -> CodebookMatrix {
    var matrix = self
    matrix.layouts = Layouts(tiles: BatchTiles(self, groups: groups))
    matrix.stored = nil
    return matrix
  }

  /// Other forms of the same entries.
  struct Layouts: Sendable {
    /// For one vector, where the processor and the codebook allow it; rows of codes otherwise.
    var steps: WideSteps?
    /// For batches.
    var tiles: BatchTiles?

    var bytes: Int { (steps?.bytes ?? 0) + (tiles?.bytes ?? 0) }
  }

  public static func == (left: CodebookMatrix, right: CodebookMatrix) -> Bool {
    left.rows == right.rows && left.columns == right.columns && left.codebook == right.codebook
      && left.entries == right.entries
  }
}

/// Entries of a matrix, row by row, in each row by column.
public struct RowEntries: Sendable, Equatable {
  /// Entries of row r are rowOffsets[r]..<rowOffsets[r + 1]; rows + 1 of them.
  public var rowOffsets: [UInt32]
  public var columnIndices: [UInt16] = []
  public var codes: [UInt8] = []

  var bytes: Int { 4 * rowOffsets.count + 2 * columnIndices.count + codes.count }
}
