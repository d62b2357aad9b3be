import Tensors

/// The order in which a layer's weights are walked when the gaps between survivors are counted.
///
/// A weight tensor [d0, d1, ...] counts as a matrix of d0 rows and d1 * ... columns. Survivors often share columns (dead
/// pixels) or rows (dead units); whichever order gives the shorter coding is chosen by trying both.
public enum ScanOrder: UInt8, Sendable, CaseIterable {
  case rowMajor = 0
  case columnMajor = 1

  /// Survivors' places in this order, ascending, each with its rank among the row-major survivors.
  func survivors(of mask: Mask) -> (positions: [Int32], ranks: [Int32]) {
    let rowMajor = mask.survivors
    let ranks = rowMajor.indices.map { Int32($0) }
    let matrix = MatrixShape(mask.shape)
    guard self == .columnMajor, matrix.rows > 1, matrix.columns > 1 else { return (rowMajor, ranks) }
    return Self.byColumn(rowMajor, matrix: matrix)
  }

  /// A stable counting sort by column: rows stay ascending inside a column.
  private static func byColumn(
    _ rowMajor: [Int32], matrix: MatrixShape
  ) -> (positions: [Int32], ranks: [Int32]) {
    var starts = [Int](repeating: 0, count: matrix.columns + 1)
    for position in rowMajor { starts[Int(position) % matrix.columns + 1] += 1 }
    for column in 0..<matrix.columns { starts[column + 1] += starts[column] }
    var positions = [Int32](repeating: 0, count: rowMajor.count)
    var ranks = positions
    for (rank, position) in rowMajor.enumerated() {
      let (row, column) = Int(position).quotientAndRemainder(dividingBy: matrix.columns)
      positions[starts[column]] = Int32(column * matrix.rows + row)
      ranks[starts[column]] = Int32(rank)
      starts[column] += 1
    }
    return (positions, ranks)
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
