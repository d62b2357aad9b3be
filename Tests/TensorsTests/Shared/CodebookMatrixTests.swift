import Tensors
import Testing

struct CodebookMatrixTests {
  @Test func rowsMayBeEmptyAndTheRestIsFound() {
    let shared = SharedWeights(
      mask: Mask(
        shape: [3, 2, 2],
        isKept: [false, true, false, false] + [false, false, false, false] + [
          true, true, true, true,
        ]),
      codes: [0, 1, 0, 1, 0], codebook: Codebook(centroids: [0.5, -2], precision: .float16), bits: 1
    )
    let matrix = CodebookMatrix(shared)
    let entries = matrix.rowCodes
    #expect(entries.rowOffsets == [0, 1, 1, 5])
    #expect(entries.columnIndices == [1, 0, 1, 2, 3])
    #expect(entries.codes == [0, 1, 0, 1, 0])
    #expect(matrix.dense().reshaped([3, 2, 2]) == shared.dense())
    #expect(matrix.mask.reshaped([3, 2, 2]) == shared.mask)
    #expect(matrix.rows(1..<3).dense().values == Array(matrix.dense().values[4...]))
    #expect(matrix.rows(0..<1).rowCodes.rowOffsets == [0, 1])
    // 4 offsets of 4 bytes, 5 columns of 2, 5 codes of 1, 2 centroids of 4.
    #expect(matrix.bytes == 16 + 10 + 5 + 8)
  }

  /// Weights [depth, outputs] = [[0.5, 0, -2], [0, 0, 0.5]] multiply as their transpose does.
  @Test func columnsAreTransposed() throws {
    let shared = SharedWeights(
      mask: Mask(shape: [2, 3], isKept: [true, false, true, false, false, true]),
      codes: [0, 1, 0], codebook: Codebook(centroids: [0.5, -2], precision: .float16), bits: 1)
    let matrix = try #require(CodebookMatrix(shared, .columns))
    #expect(matrix.dense() == Tensor(shape: [3, 2], values: [0.5, 0, 0, 0, -2, 0.5]))
    let rows = try #require(CodebookMatrix(shared, .rows))
    #expect(rows == CodebookMatrix(shared))
  }

  @Test func columnsHaveNumbersOf16Bits() {
    let wide = SharedWeights(
      mask: Mask(shape: [1, 65_537], isKept: [Bool](repeating: false, count: 65_537)), codes: [],
      codebook: Codebook(centroids: [1], precision: .float16), bits: 1)
    #expect(CodebookMatrix(wide, .rows) == nil)
    #expect(CodebookMatrix(wide, .columns)?.rows == 65_537)
  }
}
