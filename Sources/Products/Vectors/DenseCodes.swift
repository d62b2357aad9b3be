import CKernels
import Tensors

/// The codes of an unpruned matrix, one byte a weight, for one input vector: what is quantized only
/// needs no positions.
///
/// Rows are filled up to whole lines of 64 codes; the inputs behind the last column are zeros. In a
/// line, the code of column 16 · k + 4 · l + j is at place 16 · l + 4 · k + j, so that the kernel's
/// interleaving of bytes brings weights into the order of the columns.
package struct DenseCodes: VectorLayout {
  package static let form = "codes"
  private static let line = 64

  /// A panel of 16 takes as long as 17 vectors.
  package static let smallestTiledBatch = 16

  package let rows: Int
  /// Columns, filled up to whole lines.
  private let stride: Int
  private let codes: AlignedArray<UInt8>
  /// Filled up to 256 floats.
  private let codebook: [Float]
  private let centroids: Int

  package var bytes: Int { codes.bytes + 4 * codebook.count }

  /// Whether the processor, held to a level, looks codes up quicker than it fetches inputs by their
  /// positions.
  static func areQuick(at level: ProcessorLevel) -> Bool {
    dcs_dense_codes_are_quick(level.kernel) != 0
  }

  /// nil when a weight is missing.
  package init?(_ matrix: CodebookMatrix) {
    guard matrix.entryCount == matrix.rows * matrix.columns, matrix.columns > 0 else { return nil }
    let source = matrix.rowCodes.codes
    let stride = (matrix.columns + Self.line - 1) / Self.line * Self.line
    (rows, self.stride) = (matrix.rows, stride)
    centroids = matrix.codebook.count
    codebook = matrix.codebook + [Float](repeating: 0, count: 256 - matrix.codebook.count)
    codes = AlignedArray(count: rows * stride) { target in
      target.update(repeating: 0, count: matrix.rows * stride)
      let target = SharedPointer(target)
      Parallel.forEachRange(of: matrix.rows, grain: 64) { rows in
        for row in rows {
          for column in 0..<matrix.columns {
            target.base[row * stride + Self.place(of: column)] =
              source[row * matrix.columns + column]
          }
        }
      }
    }
  }

  private static func place(of column: Int) -> Int {
    let (k, l, j) = (column % line / 16, column / 4 % 4, column % 4)
    return column / line * line + 16 * l + 4 * k + j
  }

  /// Of rows.
  package func parts(_ count: Int) -> [Range<Int>] {
    (0..<count).map { $0 * rows / count..<($0 + 1) * rows / count }
  }

  package func multiply(
    _ rows: Range<Int>, by input: UnsafePointer<Float>, bias: [Float]?,
    into output: UnsafeMutablePointer<Float>
  ) {
    codebook.withUnsafeBufferPointer { codebook in
      var kernel = dcs_dense_codes(
        codes: codes.base, stride: stride, codebook: codebook.baseAddress, codebook_count: centroids
      )
      withOptionalPointer(bias) { bias in
        dcs_dense_codes_multiply(
          ProcessorLevel.current.kernel, &kernel, input, bias, output, rows.lowerBound,
          rows.upperBound)
      }
    }
  }
}
