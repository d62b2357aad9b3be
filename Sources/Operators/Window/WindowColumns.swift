import Tensors

/// Images as columns, one for each window, and back. columns: [channels · places, rows · width].
extension SpatialWindows {
  /// SAFETY: `image` holds that many planes, `columns` all that the range needs.
  func fillColumns<Real: RealElement>(
    _ columns: UnsafeMutablePointer<Real>, from image: UnsafePointer<Real>, channels: Int,
    rows: Range<Int>
  ) {
    let table = inputRows(rows)
    let width = outputWidth
    let line = rows.count * width
    columns.update(repeating: 0, count: channels * places * line)
    forEachPiece(table: table, rows: rows.count) { piece in
      for channel in 0..<channels {
        let target =
          columns + (channel * places + piece.place) * line + piece.row * width + piece.first
        let source = image + channel * inputCount + piece.source
        let count = piece.end - piece.first
        if piece.step == 1 {
          target.update(from: source, count: count)
        } else {
          for index in 0..<count { target[index] = source[index * piece.step] }
        }
      }
    }
  }

  /// Adds every column to the pixels that it stands for.
  func addColumns<Real: RealElement>(
    _ columns: UnsafePointer<Real>, to image: UnsafeMutablePointer<Real>, channels: Int,
    rows: Range<Int>
  ) {
    let table = inputRows(rows)
    let line = rows.count * outputWidth
    forEachPiece(table: table, rows: rows.count) { piece in
      for channel in 0..<channels {
        let source =
          columns + (channel * places + piece.place) * line + piece.row * outputWidth
          + piece.first
        let target = image + channel * inputCount + piece.source
        for index in 0..<piece.end - piece.first { target[index * piece.step] += source[index] }
      }
    }
  }
}
