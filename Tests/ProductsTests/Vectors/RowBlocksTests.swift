import Products
import Tensors
import TestSupport
import Testing

struct RowBlocksTests {
  /// Codes 0 to 7 are one table, 8 and 9 the next. Row 0 has one entry of each, row 1 nine of the
  /// first: 2 + 2 blocks of 24 bytes, three offsets, two rows, two tables of eight centroids.
  @Test func packsByHand() throws {
    let matrix = CodebookMatrix(
      rows: 2, columns: 9, rowOffsets: [0, 2, 11],
      columnIndices: [3, 5, 0, 1, 2, 3, 4, 5, 6, 7, 8],
      codes: [9, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2], codebook: (0..<10).map(Float.init))
    #expect(RowBlocks(matrix) == nil, "21 of 32 entries would be idle")
    let filled = CodebookMatrix(
      rows: 2, columns: 9, rowOffsets: [0, 7, 16],
      columnIndices: [0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6, 7, 8],
      codes: [9, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2], codebook: (0..<10).map(Float.init))
    let blocks = try #require(RowBlocks(filled))
    #expect(blocks.bytes == 4 * 24 + 12 + 8 + 64)
    let input = (1...9).map(Float.init)
    #expect(
      blocks.multiplied(by: input, bias: [100, 200]) == [136, 290],
      "100 + 9·1 + (2 + … + 7), 200 + 2·(1 + … + 9)")
  }

  /// Rows of 9, 1, 17 and 8 entries have 2, 1, 3 and 1 blocks: they are taken in the order 1, 3, 0,
  /// 2.
  @Test func rowsKeepTheirPlaceInTheOutput() throws {
    let sizes = [9, 1, 17, 8]
    let matrix = CodebookMatrix(
      rows: 4, columns: 20, rowOffsets: [0, 9, 10, 27, 35],
      columnIndices: sizes.flatMap { size in (0..<size).map { UInt16($0) } },
      codes: [UInt8](repeating: 0, count: 35),
      codebook: [1])
    let blocks = try #require(RowBlocks(matrix))
    #expect(blocks.multiplied(by: [Float](repeating: 1, count: 20), bias: nil) == [9, 1, 17, 8])
  }

  /// Idle entries point behind the last input; with 65 536 columns there is no number left for it.
  @Test func theWidestMatrixDoesNotFit() {
    func matrix(columns: Int) -> CodebookMatrix {
      CodebookMatrix(
        rows: 1, columns: columns, rowOffsets: [0, 8], columnIndices: (0..<8).map(UInt16.init),
        codes: [UInt8](repeating: 0, count: 8), codebook: [1])
    }
    #expect(RowBlocks(matrix(columns: 65_535)) != nil)
    #expect(RowBlocks(matrix(columns: 65_536)) == nil)
  }

  @Test(arguments: ProcessorLevel.available)
  func everyCodeHasItsCentroid(level: ProcessorLevel) throws {
    let columns = (0..<2048).map { UInt16($0 % 8) }
    let codes = (0..<2048).map { UInt8($0 / 8) }
    let centroids = (0..<256).map { Float($0 * $0) }
    let matrix = CodebookMatrix(
      rows: 256, columns: 8, rowOffsets: (0...256).map { 8 * $0 }, columnIndices: columns,
      codes: codes,
      codebook: centroids)
    let blocks = try #require(RowBlocks(matrix))
    let squares = (0..<256).map { Float(36 * $0 * $0) }
    let result = ProcessorLevel.$current.withValue(level) {
      blocks.multiplied(by: [1, 2, 3, 4, 5, 6, 7, 8], bias: nil)
    }
    #expect(result == squares)
  }
}
