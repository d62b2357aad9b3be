import Plotting
import Testing

@Suite struct TickFormatTests {
  @Test func numbersShareTheirDecimals() {
    #expect(TickFormat.number.labels(for: [0, 0.5, 1]) == ["0.0", "0.5", "1.0"])
    #expect(TickFormat.number.labels(for: [-0.25, 0, 0.25]) == ["−0.25", "0.00", "0.25"])
    #expect(TickFormat.number.labels(for: [0, 20, 40]) == ["0", "20", "40"])
  }

  @Test func longNumbersAreGroupedOrPowers() {
    #expect(TickFormat.number.labels(for: [5000, 10_000]) == ["5000", "10\u{2009}000"])
    #expect(TickFormat.number.labels(for: [1_066_440]) == ["1\u{2009}066\u{2009}440"])
    #expect(TickFormat.number.labels(for: [2e7, 3e7]) == ["2×10⁷", "3×10⁷"])
    #expect(TickFormat.number.labels(for: [-2.5e-7, 0]) == ["−2.5×10⁻⁷", "0"])
  }

  @Test func percents() {
    #expect(TickFormat.percent.labels(for: [0, 0.25, 1]) == ["0%", "25%", "100%"])
    #expect(TickFormat.percent.labels(for: [0.015, 0.02]) == ["1.5%", "2.0%"])
  }

  @Test func prefixes() {
    #expect(
      TickFormat.bytes.labels(for: [0, 999, 1000, 1500, 2e6]) == [
        "0 B", "999 B", "1 KB", "1.5 KB", "2 MB",
      ])
    #expect(
      TickFormat.si.labels(for: [0, 0.002, 3e-6, 20_000, 4e6]) == ["0", "2m", "3µ", "20k", "4M"])
  }

  @Test func valuesAtBarsHaveThreeDigits() {
    #expect(TickFormat.percent.label(for: 0.0561793) == "5.62%")
    #expect(TickFormat.percent.label(for: 0.016072) == "1.61%")
    #expect(TickFormat.percent.label(for: 0.016) == "1.6%")
    #expect(TickFormat.bytes.label(for: 21_345) == "21.3 KB")
    #expect(TickFormat.number.label(for: 0.5) == "0.5")
  }

  @Test(arguments: [TickFormat.number, .percent, .bytes, .si])
  func absurdValuesNeverTrap(format: TickFormat) {
    let values = [
      Double.nan, .infinity, -.infinity, .leastNonzeroMagnitude, 1.7e308, -1.7e308, 9.999_999e14,
      -0.0,
    ]
    #expect(format.labels(for: values).count == values.count)
    #expect(format.labels(for: [0, .leastNonzeroMagnitude, 1e300]).count == 3)
    for value in values { #expect(!format.label(for: value).isEmpty) }
  }
}
