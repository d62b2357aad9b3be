import Plotting
import Testing

@Suite struct LogScaleTests {
  /// Powers of ten, thinned to round distances; 1, 2, 5 in few decades; round numbers in less.
  @Test(arguments: [
    (1.0...1000.0, 5, [1.0, 10, 100, 1000]),
    (1.0...100, 9, [1, 2, 5, 10, 20, 50, 100]),
    (1e-6...1e6, 5, [1e-6, 1e-3, 1, 1e3, 1e6]),
    (0.5...2000, 5, [1, 10, 100, 1000]),
    (20.0...60, 5, [20, 30, 40, 50, 60]),
    (1e-30...1e30, 5, [1e-20, 1, 1e20]),
  ])
  func ticksAreRound(domain: ClosedRange<Double>, count: Int, expected: [Double]) {
    let ticks = LogScale(domain: domain).ticks(atMost: count)
    #expect(ticks.count == expected.count, "\(ticks)")
    for (tick, value) in zip(ticks, expected) { #expect(abs(tick - value) <= value * 1e-12) }
  }

  @Test func minorTicksFillTheDecade() {
    let scale = LogScale(domain: 1...100)
    let minor = scale.minorTicks(between: [1, 10, 100])
    #expect(minor == [2, 3, 4, 5, 6, 7, 8, 9, 20, 30, 40, 50, 60, 70, 80, 90])
  }

  @Test(
    arguments: [
      1...10, 1e-3...1e5, 1e-30...1e30, 1e-300...1e300, 3...3.5, 7...7, 0...5, -3...(-1),
      1e307...1e308,
    ] as [ClosedRange<Double>])
  func lawsOfAScale(domain: ClosedRange<Double>) {
    expectScaleLaws(LogScale(domain: domain))
  }

  @Test func equalRatiosAreEqualDistances() {
    let scale = LogScale(domain: 1...10_000)
    #expect(abs(scale.position(of: 10) - 0.25) < 1e-12)
    #expect(abs(scale.position(of: 100) - 0.5) < 1e-12)
  }

  @Test func whatIsNotPositiveHasNoPosition() {
    let scale = LogScale(domain: 1...10)
    #expect([0, -1, -.infinity, .nan].allSatisfy { scale.position(of: $0).isNaN })
  }

  @Test func showingIgnoresWhatIsNotPositive() {
    let scale = LogScale(showing: Extent([0, -5, 1, 100]))
    #expect(scale.domain.lowerBound > 0.7 && scale.domain.lowerBound < 1)
    #expect(scale.domain.upperBound > 100 && scale.domain.upperBound < 140)
    #expect(LogScale(showing: Extent([0, -1])).domain == 1...10)
  }

  @Test func labelsArePowersWherePlainWouldBeLong() {
    let scale = LogScale(domain: 1e-6...1e6)
    #expect(scale.labels(for: [1e-5, 1, 1e5], format: .number) == ["10⁻⁵", "10⁰", "10⁵"])
    #expect(scale.labels(for: [0.01, 1, 100], format: .number) == ["0.01", "1", "100"])
    #expect(scale.labels(for: [0.001, 0.01], format: .percent) == ["0.1%", "1%"])
  }
}
