import Products
import Tensors
import TestSupport
import Testing

struct DenseCodesTests {
  private func matrix(_ rows: Int, _ columns: Int, codebook: [Float], code: (Int) -> Int)
    -> CodebookMatrix
  {
    CodebookMatrix(
      rows: rows, columns: columns, rowOffsets: (0...rows).map { UInt32($0 * columns) },
      columnIndices: (0..<rows * columns).map { UInt16($0 % columns) },
      codes: (0..<rows * columns).map { UInt8(code($0)) }, codebook: codebook)
  }

  /// Two rows of 65 columns take two lines of 64 bytes each; the codebook is kept as 256 floats.
  @Test func rowsAreFilledUpToLines() throws {
    let codes = try #require(DenseCodes(matrix(2, 65, codebook: [1, 3]) { $0 / 65 }))
    #expect(codes.bytes == 2 * 128 + 1024)
    let ones = [Float](repeating: 1, count: 65)
    #expect(
      codes.multiplied(by: ones, bias: [10, 20]) == [75, 215], "10 + 65 · 1 and 20 + 65 · 3")
  }

  @Test func aMissingWeightDoesNotFit() {
    let pruned = CodebookMatrix(
      rows: 1, columns: 3, rowOffsets: [0, 2], columnIndices: [0, 2], codes: [0, 0], codebook: [1])
    #expect(DenseCodes(pruned) == nil)
  }

  /// Input c alone is one, so that the product is column c: weights come in the order of their
  /// columns, and every code of codebooks that fill one, two and four registers has its centroid,
  /// to the last bit.
  @Test(arguments: ProcessorLevel.available, [(64, 3), (128, 5), (256, 1)])
  func everyColumnHasItsWeight(level: ProcessorLevel, codebook: (count: Int, rows: Int)) throws {
    let centroids = (0..<codebook.count).map { 1 / Float($0 + 3) }
    let code = { (position: Int) in position * 37 % codebook.count }
    let codes = try #require(
      DenseCodes(matrix(codebook.rows, 256, codebook: centroids, code: code)))
    for column in 0..<256 {
      var input = [Float](repeating: 0, count: 256)
      input[column] = 1
      let product = ProcessorLevel.$current.withValue(level) {
        codes.multiplied(by: input, bias: nil)
      }
      #expect(product == (0..<codebook.rows).map { centroids[code($0 * 256 + column)] })
    }
  }
}
