import Plotting
import Testing

@Suite struct LinearScaleTests {
  /// Worked by hand: the smallest of 1, 2, 5 · 10ᵏ whose multiples in the domain number at most as
  /// many as asked.
  @Test(arguments: [
    (0.0...10.0, 6, [0.0, 2, 4, 6, 8, 10]),
    (0.0...10.0, 11, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
    (0.0...1.0, 5, [0, 0.5, 1]),
    (0.0...1.0, 6, [0, 0.2, 0.4, 0.6, 0.8, 1]),
    (-0.3...0.3, 7, [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3]),
    (12.3...98.7, 5, [20, 40, 60, 80]),
    (0.0...266_200.0, 6, [0, 50_000, 100_000, 150_000, 200_000, 250_000]),
    (1e-30...9e-30, 5, [2e-30, 4e-30, 6e-30, 8e-30]),
  ])
  func ticksAreRound(domain: ClosedRange<Double>, count: Int, expected: [Double]) {
    let ticks = LinearScale(domain: domain).ticks(atMost: count)
    #expect(ticks.count == expected.count)
    for (tick, value) in zip(ticks, expected) { #expect(abs(tick - value) <= abs(value) * 1e-12) }
  }

  @Test func ticksAreExactDecimals() {
    #expect(
      LinearScale(domain: 0...1).ticks(atMost: 11) == [
        0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
      ])
  }

  @Test(
    arguments: [
      0...1, -5...3, 1e-30...1e30, -1e300...1e300, 1e9...(1e9 + 10), 7...7, 0...0, -1e308...1e308,
    ] as [ClosedRange<Double>])
  func lawsOfAScale(domain: ClosedRange<Double>) {
    expectScaleLaws(LinearScale(domain: domain))
  }

  @Test func marginsSpareAnchors() {
    var extent = Extent([2, 10])
    extent.anchor(0)
    let scale = LinearScale(showing: extent, margin: 0.1)
    #expect(scale.domain.lowerBound == 0)
    #expect(scale.domain.upperBound == 11)
  }

  @Test func headroomIsFree() {
    var extent = Extent([80])
    extent.anchor(0)
    #expect(LinearScale(showing: extent, headroom: 0.2).domain == 0...100)
  }

  @Test func nothingAndConstantsHaveADomain() {
    #expect(LinearScale(showing: Extent()).domain == 0...1)
    #expect(LinearScale(showing: Extent([.nan, .infinity])).domain == 0...1)
    #expect(LinearScale(showing: Extent([5, 5])).domain.contains(5))
  }
}

/// What every scale promises on its domain: 0 and 1 at the ends, ascending, inverse within 1e-9 of
/// the axis, ticks inside and never more than asked.
func expectScaleLaws(_ scale: some Scale, sourceLocation: SourceLocation = #_sourceLocation) {
  #expect(abs(scale.position(of: scale.domain.lowerBound)) < 1e-9, sourceLocation: sourceLocation)
  #expect(
    abs(scale.position(of: scale.domain.upperBound) - 1) < 1e-9, sourceLocation: sourceLocation)
  var last = -1.0
  for i in 0...20 {
    let position = Double(i) / 20
    let value = scale.value(at: position)
    #expect(value > last || i == 0, sourceLocation: sourceLocation)
    #expect(abs(scale.position(of: value) - position) < 1e-6, sourceLocation: sourceLocation)
    last = value
  }
  for count in [0, 1, 2, 3, 5, 9, 30] {
    let ticks = scale.ticks(atMost: count)
    #expect(ticks.count <= count, sourceLocation: sourceLocation)
    #expect(zip(ticks, ticks.dropFirst()).allSatisfy(<), sourceLocation: sourceLocation)
    #expect(
      ticks.allSatisfy { (-1e-6...1.000001).contains(scale.position(of: $0)) },
      sourceLocation: sourceLocation)
    let labels = scale.labels(for: ticks, format: .number)
    #expect(
      labels.count == ticks.count && Set(labels).count == labels.count,
      sourceLocation: sourceLocation)
  }
}
