import Language
import Testing

@Suite struct NumberPowerTests {
  /// The special cases of C's Annex F.
  @Test(arguments: [
    ("0^0", "1"), ("1^(0/0)", "1"), ("(0/0)^0", "1"), ("(-8)^(1/3)", "nan"), ("(-2)^3", "-8"),
    ("0^-1", "inf"), ("2^-1074 > 0", "true"), ("2^-1075", "0"), ("10^2", "100"),
  ])
  func specialCases(_ code: String, _ expected: String) {
    #expect(output("print(\(code))") == [expected])
  }
}
