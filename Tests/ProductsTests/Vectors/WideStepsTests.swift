import Products
import Tensors
import TestSupport
import Testing

struct WideStepsTests {
  /// Row 0 has columns 3, 31 and 32, row 1 has 40. The first step stands at 0 and takes 3 (31 is
  /// its zero), the second moves by three eights to 24 and takes 31 and 40, the third moves to 32.
  /// One block of 64 bytes, its moves in 2, two offsets, sixteen rows, 32 centroids.
  @Test func packsByHand() throws {
    let matrix = CodebookMatrix(
      rows: 2, columns: 64, rowOffsets: [0, 3, 4], columnIndices: [3, 31, 32, 40],
      codes: [0, 1, 0, 1],
      codebook: [2, 5])
    let steps = try #require(WideSteps(matrix))
    #expect(steps.stride == 8 && steps.bytes == 64 + 2 + 8 + 64 + 128)
    let input = (0..<64).map(Float.init)
    #expect(
      steps.multiplied(by: input, bias: [1, 2]) == [226, 202], "1 + 2·3 + 5·31 + 2·32 and 2 + 5·40")
  }

  /// A step moves by 31 strides of 8 at most: to column 1000 (stride 125) the window needs five
  /// moves, 4 · 31 + 1. Idle steps make up two blocks.
  @Test func longGapsTakeIdleSteps() throws {
    let matrix = CodebookMatrix(
      rows: 1, columns: 1001, rowOffsets: [0, 1], columnIndices: [1000], codes: [0], codebook: [3])
    let steps = try #require(WideSteps(matrix))
    #expect(steps.bytes == 2 * (64 + 2) + 8 + 64 + 128)
    let input = (0...1000).map { Float($0) }
    #expect(steps.multiplied(by: input, bias: nil) == [3000])
  }

  /// Forty-eight entries of a row take forty-eight steps: 24 · 1 + 24 · 2 of ones.
  @Test func denseRowsBeginAtLines() throws {
    let matrix = CodebookMatrix(
      rows: 1, columns: 48, rowOffsets: [0, 48], columnIndices: (0..<48).map(UInt16.init),
      codes: (0..<48).map { $0 % 2 }, codebook: [1, 2])
    let steps = try #require(WideSteps(matrix))
    #expect(steps.stride == 16 && steps.bytes == 16 * (64 + 2) + 8 + 64 + 128)
    #expect(steps.multiplied(by: [Float](repeating: 1, count: 48), bias: nil) == [72])
  }

  @Test(arguments: [16, 17, 32])
  func everyCodeHasItsCentroid(count: Int) throws {
    let matrix = CodebookMatrix(
      rows: count, columns: 1, rowOffsets: (0...count).map(UInt32.init),
      columnIndices: [UInt16](repeating: 0, count: count),
      codes: (0..<count).map(UInt8.init), codebook: (0..<count).map { Float($0 * $0) })
    let steps = try #require(WideSteps(matrix))
    #expect(steps.codeBits == (count == 16 ? 4 : 5))
    #expect(steps.multiplied(by: [2], bias: nil) == (0..<count).map { Float(2 * $0 * $0) })
  }

  @Test func codebooksOfMoreThan32DoNotFit() {
    let matrix = CodebookMatrix(
      rows: 1, columns: 1, rowOffsets: [0, 1], columnIndices: [0], codes: [32],
      codebook: (0..<33).map(Float.init))
    #expect(WideSteps(matrix) == nil)
  }

  /// Rows see an infinite or undefined input only where they have an entry, though windows of
  /// others reach it.
  @Test func undefinedInputsDoNotSpread() throws {
    let matrix = CodebookMatrix(
      rows: 3, columns: 40, rowOffsets: [0, 1, 2, 4], columnIndices: [0, 5, 31, 39],
      codes: [0, 0, 0, 0],
      codebook: [3])
    let steps = try #require(WideSteps(matrix))
    var input = [Float](repeating: 1, count: 40)
    (input[0], input[31]) = (.nan, .infinity)
    let output = steps.multiplied(by: input, bias: nil)
    #expect(output[0].isNaN && output[1] == 3 && output[2] == .infinity)
  }
}
