import CompressedModels
import Tensors
import Testing

struct CodebookRanksTests {
  /// -0 stands below 0, and of equal centroids the lower code comes first.
  @Test func ranksByHand() {
    let ranks = CodebookRanks(
      Codebook(centroids: [0.5, -1, 0, -0.25, 2, -0.0, 0.5], precision: .float32))
    #expect(ranks.ranks == [2, -3, 1, -2, 4, -1, 3, 0])
    #expect(ranks.negatives == 3 && ranks.positives == 4)
    #expect(ranks.codes(of: [2, -3, 1, -2, 4, -1, 3, 0]) == [0, 1, 2, 3, 4, 5, 6, 7])
  }

  @Test("Every bit pattern has a rank, NaN and infinities too")
  func strangeCentroids() {
    let centroids: [Float] = [.nan, -.infinity, .infinity, -.nan, 1, .greatestFiniteMagnitude]
    let ranks = CodebookRanks(Codebook(centroids: centroids, precision: .float32))
    #expect(Set(ranks.ranks).count == 7)
    #expect(ranks.codes(of: ranks.ranks) == [0, 1, 2, 3, 4, 5, 6])
  }

  @Test func emptyCodebook() {
    let ranks = CodebookRanks(Codebook(centroids: [], precision: .float16))
    #expect(ranks.ranks == [0] && ranks.codes(of: [0, 0]) == [0, 0])
  }
}
