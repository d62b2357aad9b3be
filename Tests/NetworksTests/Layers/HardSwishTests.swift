import Networks
import Testing

/// The definition and its gradient: `ElementwiseLayerTests`.
struct HardSwishTests {
  /// x · 0 below -3, x · 1 above 3; at 1.5, 1.5 · (0.25 + 0.5).
  @Test func theGateIsALine() {
    let values = [-4, -3, 0, 1.5, 3, 8].map { HardSwish().value(at: $0) }
    #expect(values == [0, 0, 0, 1.125, 3, 8])
  }

  /// The least value, -3/8, is at -1.5.
  @Test func itsSlopeAtTheLeastValueIsZero() {
    #expect(HardSwish().value(at: -1.5) == -0.375 && HardSwish().slope(x: -1.5, y: -0.375) == 0)
  }
}
