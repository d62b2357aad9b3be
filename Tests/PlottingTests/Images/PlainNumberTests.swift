import Plotting
import Testing

@Suite struct PlainNumberTests {
  @Test(arguments: [
    (0, "0"), (1.5, "1.5"), (-0.25, "-0.25"), (2.999, "3"), (-0.001, "0"), (1e9, "1000000000"),
    (.nan, "0"), (100, "100"), (-7.05, "-7.05"),
  ]) func isShortAndPlain(_ value: Double, _ text: String) {
    #expect(plainNumber(value) == text)
  }

  @Test func decimalsAreCounted() { #expect(plainNumber(1.0 / 3, decimals: 5) == "0.33333") }
}
