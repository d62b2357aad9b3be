import Tensors

/// Rows of a matrix of shared weights that are looked up one by one: a byte a weight where all are
/// there, otherwise three a survivor.
package struct CodedRows: Sendable {
  private enum Form: Sendable {
    /// [rows, columns]
    case full([UInt8], columns: Int)
    case sparse(CodebookMatrix)
  }

  private let form: Form
  private let codebook: [Float]

  /// Of weights whose last extent is a row's. Precondition: there are so many rows, of no more
  /// than `CodebookMatrix.mostColumns` columns.
  package init(_ shared: SharedWeights, rows: Int) {
    codebook = shared.codebook.centroids
    let columns = shared.shape.last ?? 1
    if shared.mask.survivorCount == shared.mask.count {
      form = .full(shared.codes, columns: columns)
    } else {
      form = .sparse(
        CodebookMatrix(
          SharedWeights(
            mask: shared.mask.reshaped([rows, columns]), codes: shared.codes,
            codebook: shared.codebook, bits: shared.bits)))
    }
  }

  /// Bytes held.
  package var bytes: Int {
    switch form {
    case .full(let codes, _): codes.count + 4 * codebook.count
    case .sparse(let matrix): matrix.bytes
    }
  }

  /// Precondition: places are rows.
  package func values(of places: [Int]) -> [Float] {
    switch form {
    case .full(let codes, let columns):
      var values: [Float] = []
      values.reserveCapacity(places.count * columns)
      for place in places {
        for code in codes[place * columns..<(place + 1) * columns] {
          values.append(codebook[Int(code)])
        }
      }
      return values
    case .sparse(let matrix):
      var values = [Float](repeating: 0, count: places.count * matrix.columns)
      for (number, place) in places.enumerated() {
        let codes = matrix.rowCodes
        for entry in Int(codes.rowOffsets[place])..<Int(codes.rowOffsets[place + 1]) {
          values[number * matrix.columns + Int(codes.columnIndices[entry])] =
            codebook[Int(codes.codes[entry])]
        }
      }
      return values
    }
  }
}
