import Networks
import Testing

/// The definition and its gradient: `ElementwiseLayerTests`.
struct HardSigmoidTests {
  @Test func bothEndsAreFlat() {
    let layer = HardSigmoid(slope: 0.25, offset: 0.5)
    #expect([-9, -2, 0, 1, 2, 9].map { layer.value(at: $0) } == [0, 0, 0.5, 0.75, 1, 1])
    #expect([-9, 0, 9].map { layer.slope(x: $0, y: layer.value(at: $0)) } == [0, 0.25, 0])
  }

  @Test func attributesBuildItAgain() throws {
    let layer = HardSigmoid(slope: 0.125, offset: -1)
    let again = try HardSigmoid(attributes: layer.attributes, inputShapes: [[2]])
    #expect(again.steepness == 0.125 && again.offset == -1)
    let usual = try HardSigmoid(attributes: [:], inputShapes: [[2]])
    #expect(usual.steepness == 0.2 && usual.offset == 0.5)
  }
}
