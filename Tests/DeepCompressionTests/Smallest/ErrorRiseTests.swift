import DeepCompression
import Testing

struct ErrorRiseTests {
  private static func trial(_ divergence: Double, error: Double) -> CompressionTrial {
    CompressionTrial(
      units: [:], density: 0.1, sharing: .init(levels: 7, bitPrice: 1.4), bytes: 9, error: error,
      divergence: divergence, agreement: 1)
  }

  /// By hand: errors 2 and 6 points above 10%, divergences 0.1 and 0.3: 8 / 0.4 = 20 points each.
  @Test func neighboursCountTogether() {
    let trials = [Self.trial(0.1, error: 0.12), Self.trial(0.3, error: 0.16)]
    let rise = ErrorRise(denseError: 0.1, exampleCount: 100, trials: trials)
    #expect(abs(rise(trials[0]) - 0.02) < 1e-12 && abs(rise(trials[1]) - 0.06) < 1e-12)
    // A lucky one gets its share of the others' bad luck.
    let lucky = [Self.trial(0.2, error: 0.1), Self.trial(0.2, error: 0.14)]
    #expect(
      abs(ErrorRise(denseError: 0.1, exampleCount: 100, trials: lucky)(lucky[0]) - 0.02) < 1e-12)
  }

  /// 20 of 100 wrong with a standard error of 4 points: 10 above the dense error, at least 6; the
  /// others make it 0.2 · 0.1 / 0.4 = 5.
  @Test func badLuckHasLimits() {
    let trials = [Self.trial(0.2, error: 0.2), Self.trial(0.2, error: 0.1)]
    #expect(
      abs(ErrorRise(denseError: 0.1, exampleCount: 100, trials: trials)(trials[0]) - 0.06) < 1e-12)
  }

  /// Four times the divergence says nothing; no divergence is no rise but its own.
  @Test func othersDoNotCount() {
    let trials = [Self.trial(0.1, error: 0.12), Self.trial(0.4, error: 0.5)]
    #expect(
      abs(ErrorRise(denseError: 0.1, exampleCount: 100, trials: trials)(trials[0]) - 0.02) < 1e-12)
    let same = [Self.trial(0, error: 0.1), Self.trial(0.4, error: 0.5)]
    #expect(ErrorRise(denseError: 0.1, exampleCount: 100, trials: same)(same[0]) == 0)
    for odd in [Double.nan, .infinity, -1e-12] {
      let trials = [Self.trial(odd, error: 0.3), Self.trial(0.4, error: 0.5)]
      let rise = ErrorRise(denseError: 0.1, exampleCount: 100, trials: trials)
      #expect(abs(rise(trials[0]) - 0.2) < 1e-12 && rise(trials[1]) > 0.3)
    }
  }
}
