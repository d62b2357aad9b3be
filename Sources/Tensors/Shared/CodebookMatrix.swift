/// A sparse matrix whose entries point into a codebook: compressed sparse rows of codes. What inference from a packed
/// network multiplies by; nothing dense is ever made.
public struct CodebookMatrix: Sendable, Equatable {
  public let rows: Int
  /// At most 65 536.
  public let columns: Int
  /// Entries of row r are rowOffsets[r]..<rowOffsets[r + 1]; rows + 1 of them.
  public let rowOffsets: [UInt32]
  public let columnIndices: [UInt16]
  public let codes: [UInt8]
  public let codebook: [Float]
  var layouts = Layouts()

  public init(
    rows: Int, columns: Int, rowOffsets: [UInt32], columnIndices: [UInt16], codes: [UInt8], codebook: [Float]
  ) {
    precondition(columns <= 65_536 && rowOffsets.count == rows + 1 && codes.count == columnIndices.count)
    precondition(Int(rowOffsets[rows]) == codes.count && codes.allSatisfy { Int($0) < codebook.count })
    precondition(rowOffsets[0] == 0 && zip(rowOffsets, rowOffsets.dropFirst()).allSatisfy(<=))
    precondition(columnIndices.allSatisfy { Int($0) < columns })
    (self.rows, self.columns) = (rows, columns)
    (self.rowOffsets, self.columnIndices, self.codes, self.codebook) = (rowOffsets, columnIndices, codes, codebook)
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
    forEachEntry { values[$0] = codebook[Int(codes[$1])] }
    return Tensor(shape: [rows, columns], values: values)
  }

  /// Which entries are there: [rows, columns].
  public var mask: Mask {
    var isKept = [Bool](repeating: false, count: rows * columns)
    forEachEntry { position, _ in isKept[position] = true }
    return Mask(shape: [rows, columns], isKept: isKept)
  }

  /// Calls `body` with the row-major position and the number of every entry.
  private func forEachEntry(_ body: (Int, Int) -> Void) {
    for row in 0..<rows {
      for entry in Int(rowOffsets[row])..<Int(rowOffsets[row + 1]) {
        body(row * columns + Int(columnIndices[entry]), entry)
      }
    }
  }

  /// Memory held: offsets, columns, codes, codebook, and the layouts made for products.
  public var bytes: Int {
    4 * rowOffsets.count + 2 * columnIndices.count + codes.count + 4 * codebook.count + layouts.bytes
  }

  /// Fraction of entries that are there; 1 for an empty matrix.
  public var density: Double { rows * columns == 0 ? 1 : Double(codes.count) / Double(rows * columns) }

  /// Bytes that a product with so many inputs reads.
  public func productBytes(batch: Int) -> Int {
    if batch >= Self.smallestTiledBatch, let tiles = layouts.tiles { return tiles.bytes }
    return layouts.steps?.bytes ?? bytes - layouts.bytes
  }

  /// The same matrix with the layouts that products with vectors and batches are fastest by, for the current level of
  /// processor. Packed on several threads.
  public func packedForProducts() -> CodebookMatrix {
    var matrix = self
    matrix.layouts = Layouts(
      steps: ProcessorLevel.current == .avx512 ? WideSteps(self) : nil, tiles: BatchTiles(self))
    return matrix
  }

  /// The same matrix laid out for a convolution of so many groups, which multiplies by many columns at a time.
  public func packedForConvolution(groups: Int) -> CodebookMatrix {
    var matrix = self
    matrix.layouts = Layouts(tiles: BatchTiles(self, groups: groups))
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
    left.rows == right.rows && left.columns == right.columns && left.rowOffsets == right.rowOffsets
      && left.columnIndices == right.columnIndices && left.codes == right.codes && left.codebook == right.codebook
  }
}
