import Networks
import Testing

/// The definition and its gradient: `ElementwiseLayerTests`.
struct SiLUTests {
  @Test func theEndsAreZeroAndTheIdentity() {
    #expect(SiLU().value(at: -1e30) == 0 && SiLU().value(at: 0) == 0)
    #expect(SiLU().value(at: 1e30) == 1e30)
    #expect(SiLU().slope(x: 0, y: 0) == 0.5)
  }
}
