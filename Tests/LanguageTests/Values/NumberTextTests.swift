import Language
import Testing

@Suite struct NumberTextTests {
  private func format(_ number: Double, _ format: String) throws -> String {
    try Value.number(number).formatted(format)
  }

  @Test(arguments: [
    (0.1 + 0.2, "0.3"), (1.0 / 3, "0.333333333333"), (1e15, "1e15"),
    (999_999_999_999_999, "999999999999999"),
    (-2.5, "-2.5"),
    (1e-5, "0.00001"), (9.99e-6, "9.99e-6"), (1e100, "1e100"), (-0.0, "0"), (.infinity, "inf"),
    (-.infinity, "-inf"),
    (1_234_567.891, "1234567.891"), (123_456_789_012.34, "123456789012"),
    (.leastNonzeroMagnitude, "4.94065645841e-324"),
  ])
  func plain(_ number: Double, _ text: String) { #expect(Value.number(number).text == text) }

  @Test func briefKeepsWholeNumbers() {
    #expect(Value.number(1_066_440).brief() == "1066440")
    #expect(Value.number(1_066_440.0 / 29448).brief() == "36.2143")
    #expect(Value.number(1_066_440.0 / 29448).brief(significantDigits: 5) == "36.214")
  }

  /// 2.675 is stored as 2.67499999999999982236431605997495353221893310546875, 0.125 exactly (ties
  /// to even).
  @Test func decimalsAreRoundedOnceFromTheExactValue() throws {
    #expect(try format(2.675, ".2") == "2.67")
    #expect(try format(0.125, ".2") == "0.12")
    #expect(try format(-0.001, ".2") == "0.00")
    #expect(try format(2, ".3") == "2.000")
  }

  /// 0.07 * 100 is 7.000000000000001 in floating point; 0.285 is stored a little below, so 28.
  @Test func percentMovesThePoint() throws {
    #expect(try format(0.07, ".12%") == "7.000000000000%")
    #expect(try format(0.285, "%") == "28%")
    #expect(try format(0.0158, ".2%") == "1.58%")
    #expect(try format(-0.5, ".1%") == "-50.0%")
    #expect(try format(12.5, ".1%") == "1250.0%")
    #expect(try format(0.0004, ".1%") == "0.0%")
  }

  @Test func bytesHaveDecimalUnits() throws {
    #expect(try format(27_123, "b") == "27.1 KB")
    #expect(try format(999, "b") == "999 B")
    #expect(try format(1000, "b") == "1.0 KB")
    #expect(try format(999_949, "b") == "999.9 KB")
    #expect(try format(999_950, "b") == "1.0 MB")
    #expect(try format(1_066_440, ".2b") == "1.07 MB")
  }

  @Test func otherFormats() throws {
    #expect(try format(0.00015, "e") == "1.50e-4")
    #expect(try format(39.21, ".1x") == "39.2x")
    #expect(try format(3.7, "d") == "4")
    #expect(try format(3.14159, "8.2") == "    3.14")
    #expect(try format(3.14159, "<8.2") == "3.14    ")
    #expect(try Value.string("fc1").formatted("5") == "fc1  ")
    #expect(try Value.string("fc1").formatted(">5") == "  fc1")
  }

  @Test(arguments: ["", "q", ".", "..2", "2.x.", ".2%%", "99999999999999999999", ".1000", "%b"])
  func unknownFormats(_ text: String) {
    #expect(throws: Diagnostic.self) { try Value.number(1).formatted(text) }
  }
}
