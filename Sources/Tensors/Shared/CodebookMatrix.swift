/// A sparse matrix whose entries point into a codebook. What inference from a packed network
/// multiplies by; nothing dense is ever made. Its entries are held as rows of codes, or, once
/// packed for products, in the layouts of these only.
public struct CodebookMatrix: Sendable, Equatable {
  public let rows: Int
  /// At most 65 536.
  public let columns: Int
  public let entryCount: Int
  public let codebook: [Float]
  var layouts: Layouts

  public init(
    rows: Int, columns: Int, rowOffsets: [UInt32], columnIndices: [UInt16], codes: [UInt8],
    codebook: [Float]
  ) {
    precondition(
      columns <= 65_536 && rowOffsets.count == rows + 1 && codes.count == columnIndices.count)
    precondition(
      Int(rowOffsets[rows]) == codes.count && codes.allSatisfy { Int($0) < codebook.count })
    precondition(rowOffsets[0] == 0 && zip(rowOffsets, rowOffsets.dropFirst()).allSatisfy(<=))
    precondition(columnIndices.allSatisfy { Int($0) < columns })
    (self.rows, self.columns, self.codebook, entryCount) = (rows, columns, codebook, codes.count)
    layouts = Layouts(
      rowCodes: RowCodes(rowOffsets: rowOffsets, columnIndices: columnIndices, codes: codes))
  }

  /// From weights [outputs, ...] whose further extents are the columns.
  public init(_ shared: SharedWeights) {
    let rows = shared.shape[0]
    let columns = shared.shape.dropFirst().reduce(1, *)
    var offsets: [UInt32] = [0]
    var indices: [UInt16] = []
    indices.reserveCapacity(shared.codes.count)
    for row in 0..<rows {
      for column in 0..<columns where shared.mask.isKept[row * columns + column] {
        indices.append(UInt16(column))
      }
      offsets.append(UInt32(indices.count))
    }
    self.init(
      rows: rows, columns: columns, rowOffsets: offsets, columnIndices: indices,
      codes: shared.codes,
      codebook: shared.codebook.centroids)
  }

  /// The entries row by row.
  public var rowCodes: RowCodes {
    layouts.rowCodes ?? layouts.tiles?.rowCodes() ?? layouts.planes?.rowCodes()
      ?? RowCodes(emptyRows: rows)
  }

  /// Every entry, the absent ones zero: [rows, columns].
  public func dense() -> Tensor {
    var values = [Float](repeating: 0, count: rows * columns)
    rowCodes.forEachEntry { values[$0 * columns + $1] = codebook[Int($2)] }
    return Tensor(shape: [rows, columns], values: values)
  }

  /// Which entries are there: [rows, columns].
  public var mask: Mask {
    var isKept = [Bool](repeating: false, count: rows * columns)
    rowCodes.forEachEntry { row, column, _ in isKept[row * columns + column] = true }
    return Mask(shape: [rows, columns], isKept: isKept)
  }

  /// Memory held: the codebook, and all forms of the entries.
  public var bytes: Int { 4 * codebook.count + layouts.bytes }

  /// Fraction of entries that are there; 1 for an empty matrix.
  public var density: Double {
    rows * columns == 0 ? 1 : Double(entryCount) / Double(rows * columns)
  }

  /// Bytes that a product with so many inputs reads.
  public func productBytes(batch: Int) -> Int {
    if let dense = layouts.dense { return 4 * dense.count }
    if let planes = layouts.planes { return planes.bytes }
    if batch >= smallestTiledBatch, let tiles = layouts.tiles { return tiles.bytes }
    return layouts.vectors?.bytes ?? layouts.rowCodes.map { $0.bytes + 4 * codebook.count } ?? bytes
  }

  /// The same matrix in the layouts that products with vectors and batches are fastest by, for the
  /// current level of processor. Packed on several threads.
  public func packedForProducts() -> CodebookMatrix {
    let vectors = vectorLayout()
    var matrix = self
    matrix.layouts = Layouts(
      rowCodes: vectors == nil ? rowCodes : nil, vectors: vectors, tiles: BatchTiles(self))
    return matrix
  }

  /// The quickest layout that the processor, the codebook and the entries allow; nil leaves rows of
  /// codes.
  private func vectorLayout() -> (any VectorLayout)? {
    if DenseCodes.areQuick(at: .current), let codes = DenseCodes(self) { return codes }
    if ProcessorLevel.current == .avx512, let steps = WideSteps(self) { return steps }
    return RowBlocks(self)
  }

  /// The same matrix laid out for a convolution of so many groups over such windows (of one group's
  /// channels), in the form that is quickest for its density.
  public func packedForConvolution(groups: Int, windows: Windows) -> CodebookMatrix {
    let form = ConvolutionForm.best(density: density, allowsPlanes: PlaneFilters.fit(windows))
    var matrix = self
    switch form {
    case .planes:
      matrix.layouts = Layouts(planes: PlaneFilters(self, groups: groups, windows: windows))
    case .columns: matrix.layouts = Layouts(tiles: BatchTiles(self, groups: groups))
    case .dense: matrix.layouts = Layouts(rowCodes: rowCodes, dense: dense().values)
    }
    return matrix
  }

  /// For convolutions that are quicker by decoded weights: [rows, columns].
  package var denseFilters: [Float]? { layouts.dense }

  /// The word for the layout that a product with so many inputs goes by.
  public func form(batch: Int) -> String {
    if layouts.dense != nil { return ConvolutionForm.dense.rawValue }
    if layouts.planes != nil { return ConvolutionForm.planes.rawValue }
    let isForVectors = layouts.vectors != nil || layouts.rowCodes != nil
    if batch >= smallestTiledBatch || !isForVectors, layouts.tiles != nil { return "tiles" }
    return layouts.vectors.map { type(of: $0).form } ?? "rows"
  }

  /// For convolutions over the windows that the matrix was packed for; nil where columns must do.
  package func planeFilters(for windows: Windows) -> PlaneFilters? {
    layouts.planes.flatMap { $0.windows == windows ? $0 : nil }
  }

  /// The same matrix, its layouts in memory of their own.
  package func copied() -> CodebookMatrix {
    var matrix = self
    matrix.layouts.vectors = layouts.vectors.map { $0.copied() }
    matrix.layouts.tiles = layouts.tiles?.copied()
    matrix.layouts.planes = layouts.planes?.copied()
    matrix.layouts.dense = layouts.dense.map { $0.map { $0 } }
    matrix.layouts.rowCodes = layouts.rowCodes?.copied()
    return matrix
  }

  /// Forms of the same entries: rows of codes, tiles or planes are always there.
  struct Layouts: Sendable {
    var rowCodes: RowCodes?
    /// For one vector; rows of codes where none fits.
    var vectors: (any VectorLayout)?
    /// For batches.
    var tiles: BatchTiles?
    /// For convolutions of stride 1.
    var planes: PlaneFilters?
    /// For convolutions that kept most of their weights.
    var dense: [Float]?

    var bytes: Int {
      (rowCodes?.bytes ?? 0) + (vectors?.bytes ?? 0) + (tiles?.bytes ?? 0) + (planes?.bytes ?? 0)
        + 4 * (dense?.count ?? 0)
    }
  }

  public static func == (left: CodebookMatrix, right: CodebookMatrix) -> Bool {
    left.rows == right.rows && left.columns == right.columns && left.codebook == right.codebook
      && left.rowCodes == right.rowCodes
  }
}
