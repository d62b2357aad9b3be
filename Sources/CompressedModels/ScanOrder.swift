import Tensors

/// The order in which a layer's weights are walked when the gaps between survivors are counted.
///
/// A weight tensor [d0, d1, ...] counts as a matrix of d0 rows and d1 * ... columns. Survivors
/// often share columns (dead pixels) or rows (dead units); whichever order gives the shorter coding
/// is chosen by trying both.
public enum ScanOrder: UInt8, Sendable, CaseIterable {
  case rowMajor = 0
  case columnMajor = 1

  /// Survivors' places in this order, ascending.
  func positions(of mask: Mask) -> [Int32] {
    var positions = mask.survivors
    let matrix = MatrixShape(mask.shape)
    guard changesOrder(matrix) else { return positions }
    let rowMajor = positions
    Self.forEachByColumn(rowMajor, matrix) { _, target, position in positions[target] = position }
    return positions
  }

  /// What belongs to the survivors, given in row-major order, in this order.
  func ordered<Element>(_ elements: [Element], of mask: Mask) -> [Element] {
    let matrix = MatrixShape(mask.shape)
    guard changesOrder(matrix) else { return elements }
    var ordered = elements
    Self.forEachByColumn(mask.survivors, matrix) { rank, target, _ in
      ordered[target] = elements[rank]
    }
    return ordered
  }

  private func changesOrder(_ matrix: MatrixShape) -> Bool {
    self == .columnMajor && matrix.rows > 1 && matrix.columns > 1
  }

  /// A stable counting sort by column: rows stay ascending inside a column. Calls `body` with the
  /// number of each survivor in row-major order, its number in column-major order, and its
  /// column-major position.
  private static func forEachByColumn(
    _ rowMajor: [Int32], _ matrix: MatrixShape,
    _ body: (_ rank: Int, _ target: Int, _ position: Int32) -> Void
  ) {
    let columns = UInt32(matrix.columns)
    var starts = [Int](repeating: 0, count: matrix.columns + 1)
    for position in rowMajor { starts[Int(UInt32(position) % columns) + 1] += 1 }
    for column in 0..<matrix.columns { starts[column + 1] += starts[column] }
    for (rank, position) in rowMajor.enumerated() {
      let (row, column) = UInt32(position).quotientAndRemainder(dividingBy: columns)
      body(rank, starts[Int(column)], Int32(Int(column) * matrix.rows + Int(row)))
      starts[Int(column)] += 1
    }
  }

  /// The row-major place of a place in this order.
  func rowMajorPosition(of position: Int, in matrix: MatrixShape) -> Int {
    switch self {
    case .rowMajor: return position
    case .columnMajor:
      let (column, row) = position.quotientAndRemainder(dividingBy: matrix.rows)
      return row * matrix.columns + column
    }
  }
}

/// A weight tensor seen as a matrix: the first extent by all others.
struct MatrixShape: Equatable {
  let rows: Int
  let columns: Int

  init(_ shape: [Int]) {
    rows = shape.first ?? 1
    columns = shape.dropFirst().reduce(1, *)
  }

  var count: Int { rows * columns }
}
