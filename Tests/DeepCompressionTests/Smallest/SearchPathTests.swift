import DeepCompression
import Testing

/// The rules by which a search goes on and chooses, without any training.
struct SearchPathTests {
  private func trial(bytes: Int, error: Double) -> CompressionTrial {
    CompressionTrial(
      units: [:], density: 0.1, sharing: .init(levels: 7, bitPrice: 1.4), bytes: bytes,
      error: error, divergence: 0, agreement: 1)
  }

  @Test func budgetsAreKept() {
    let drop = SmallestFileSearch(budget: .drop(0.01))
    #expect(drop.fits(trial(bytes: 9, error: 0.5), rise: 0.01))
    #expect(!drop.fits(trial(bytes: 9, error: 0.0), rise: 0.0102))
    let bytes = SmallestFileSearch(budget: .bytes(8))
    #expect(bytes.fits(trial(bytes: 8, error: 1), rise: 1))
    #expect(!bytes.fits(trial(bytes: 9, error: 0), rise: 0))
  }

  /// Twice too large: a bit less than half; a percent too large: a bit less than that.
  @Test func stepsTowardsASizeAreProportional() {
    let search = SmallestFileSearch(budget: .bytes(1000))
    let far = search.step(to: 1000, from: trial(bytes: 1800, error: 0))
    let near = search.step(to: 1000, from: trial(bytes: 1010, error: 0))
    #expect(abs(far - 0.55) < 1e-12 && near == 0.97)
    #expect(search.step(to: 1000, from: trial(bytes: 9000, error: 0)) == 0.5)
  }

  @Test func aLossPrefersBytesASizeErrors() {
    let (small, good) = (trial(bytes: 900, error: 0.03), trial(bytes: 950, error: 0.02))
    #expect(SmallestFileSearch(budget: .drop(1)).prefers(small, to: good))
    #expect(SmallestFileSearch(budget: .bytes(1000)).prefers(good, to: small))
  }
}
