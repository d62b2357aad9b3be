import Testing

@Suite struct RoundCommandTests {
  /// numpy 2.4.6: np.round([0.5, 1.5, 2.5, -0.5, -1.5]) = [0, 2, 2, -0, -2]; np.round(1234.5678,
  /// -2) = 1200
  @Test(arguments: [
    Case("map([0.5, 1.5, 2.5, -0.5, -1.5], round)", "[0, 2, 2, 0, -2]"),
    Case("round(1234.5678, digits=-2)", "1200"),
    Case("round(1234.5678, 2)", "1234.57"),
    Case("round(1e300, digits=100)", "1e300"),
    Case("round(-1 / 0)", "-inf"),
    Case("round(tensor([0.126, 2.5]), digits=1) == tensor([0.1, 2.5])", "true"),
  ]) func halvesGoToEven(_ example: Case) { #expect(example.printed == example.expected) }

  @Test func digitsHaveBounds() {
    #expect(result(of: "round(1, digits=301)") == "value: digits lie between -300 and 300, not 301")
    #expect(result(of: "round(1, digits=0.5)").hasPrefix("value: argument 'digits' of round"))
  }
}
