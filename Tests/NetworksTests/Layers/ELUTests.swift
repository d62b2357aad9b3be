import Networks
import Testing

/// The definition and its gradient: `ElementwiseLayerTests`.
struct ELUTests {
  @Test func itTendsToMinusAlpha() {
    #expect(ELU(alpha: 2).value(at: -1e30) == -2 && ELU().value(at: 7) == 7)
  }

  /// exp(x) - 1 would give 0.
  @Test func smallNumbersKeepTheirDigits() {
    #expect(ELU().value(at: -1e-20) == -1e-20)
  }
}
