import Tensors
import TestSupport
import Testing

struct WideStepsTests {
  /// Row 0 has columns 3, 31 and 32, row 1 has 40. The first step stands at 0 and takes 3, the second moves to 16 and
  /// takes 31 and 40, the third moves to 32. One block of 64 bytes, three bases of 2, two offsets, sixteen rows, 32
  /// centroids.
  @Test func packsByHand() throws {
    let matrix = CodebookMatrix(
      rows: 2, columns: 64, rowOffsets: [0, 3, 4], columnIndices: [3, 31, 32, 40], codes: [0, 1, 0, 1],
      codebook: [2, 5])
    let steps = try #require(WideSteps(matrix))
    #expect(steps.bytes == 64 + 6 + 8 + 64 + 128)
    let input = (0..<64).map(Float.init)
    #expect(steps.multiplied(by: input, bias: [1, 2]) == [226, 202], "1 + 2·3 + 5·31 + 2·32 and 2 + 5·40")
  }

  @Test func codebooksOfMoreThan31DoNotFit() {
    let matrix = CodebookMatrix(
      rows: 1, columns: 1, rowOffsets: [0, 1], columnIndices: [0], codes: [31], codebook: (0..<32).map(Float.init))
    #expect(WideSteps(matrix) == nil)
  }
}
