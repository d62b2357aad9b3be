import DeepCompression
import Testing

/// Numbers of the paper's Tables 6 and 7, held against what else the paper prints of them.
@Suite struct PaperComparisonTests {
  /// "Increase" of Table 6 is the error less that of the first row.
  @Test func increasesAreDifferences() {
    let reference = PaperComparison.bits[0]
    #expect(reference.increases.isEmpty)
    for row in PaperComparison.bits.dropFirst() {
      #expect(abs(row.increases[0] - (row.topOneError - reference.topOneError)) < 1e-9)
      #expect(abs(row.increases[1] - (row.topFiveError - reference.topFiveError)) < 1e-9)
    }
    #expect(PaperComparison.bits.map(\.convolution) == [32, 8, 8, 4])
    #expect(PaperComparison.bits.map(\.fullyConnected) == [32, 5, 4, 2])
  }

  /// The column "compress rate" of Table 7: 1, 2, 4, 4, 5, 9, 27 and 35 times.
  @Test func methodsHaveTheRatesThatThePaperPrints() {
    let dense = Double(PaperComparison.methods[0].bytes)
    let ratios = PaperComparison.methods.map { Int((dense / Double($0.bytes)).rounded()) }
    #expect(ratios == [1, 2, 4, 4, 5, 9, 27, 35])
  }

  /// Table 7 ends in Table 1's AlexNet.
  @Test func theLastMethodIsTheHeadline() {
    let last = PaperComparison.methods[7]
    #expect(last.bytes == PaperTable.alexnet.compressedBytes)
    #expect(last.topOneError == PaperTable.alexnet.compressedError)
    #expect(last.topFiveError == PaperTable.alexnet.headline.topFiveErrors.last)
    #expect(PaperComparison.methods.filter { $0.topFiveError == nil }.count == 3)
  }
}
