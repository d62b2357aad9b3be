/// Where the cells of a line are: each plane has a row of border cells above it, each row two
/// before it, and a plane of borders comes first, so that every neighbour is there.
package struct RankLayout {
  private let width: Int
  private let height: Int
  package let rowStride: Int
  package let planeStride: Int
  package let count: Int

  package init(_ neighbourhood: RankNeighbourhood, columns: Int) {
    (width, height) = (neighbourhood.width, neighbourhood.height)
    rowStride = width + 2
    planeStride = rowStride * (height + 1)
    count = planeStride * (columns / (width * height) + 1) + 1
  }

  /// By place in a line.
  package func places(columns: Int) -> [Int32] {
    (0..<columns).map { column in
      let (row, x) = column.quotientAndRemainder(dividingBy: width)
      let (plane, y) = row.quotientAndRemainder(dividingBy: height)
      return Int32((plane + 1) * planeStride + (y + 1) * rowStride + 2 + x)
    }
  }
}
