import CKernels
import Tensors

/// Rows of codes as they are decoded: for what no other layout holds.
package struct SparseRows: VectorLayout {
  package static let form = "rows"
  package static let smallestTiledBatch = 3

  private let rowCodes: RowCodes
  private let codebook: [Float]

  package init(_ matrix: CodebookMatrix) {
    (rowCodes, codebook) = (matrix.rowCodes, matrix.codebook)
  }

  package var rows: Int { rowCodes.rowOffsets.count - 1 }
  package var bytes: Int { rowCodes.bytes + 4 * codebook.count }

  package func parts(_ count: Int) -> [Range<Int>] {
    Self.equalParts(of: rowCodes.rowOffsets, count: count)
  }

  package func multiply(
    _ rows: Range<Int>, by input: UnsafePointer<Float>, bias: [Float]?,
    into output: UnsafeMutablePointer<Float>
  ) {
    rowCodes.rowOffsets.withUnsafeBufferPointer { offsets in
      rowCodes.columnIndices.withUnsafeBufferPointer { columns in
        rowCodes.codes.withUnsafeBufferPointer { codes in
          codebook.withUnsafeBufferPointer { codebook in
            var matrix = dcs_row_codes(
              row_offsets: offsets.baseAddress, columns: columns.baseAddress,
              codes: codes.baseAddress, codebook: codebook.baseAddress)
            withOptionalPointer(bias) { bias in
              dcs_row_codes_multiply(
                &matrix, input, bias, output, rows.lowerBound, rows.upperBound)
            }
          }
        }
      }
    }
  }
}
