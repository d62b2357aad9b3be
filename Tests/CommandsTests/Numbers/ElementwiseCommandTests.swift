import Testing

@Suite struct ElementwiseCommandTests {
  /// Closed forms; IEEE 754 for the ends of the domains.
  @Test(arguments: [
    Case("abs(-0.5)", "0.5"),
    Case("sqrt(2)^2 - 2 < 1e-15", "true"),
    Case("sqrt(-1)", "nan"),
    Case("exp(log(5))", "5"),
    Case("exp(1000)", "inf"),
    Case("floor(-0.5)", "-1"),
    Case("floor(-2)", "-2"),
  ]) func numbers(_ example: Case) { #expect(example.printed == example.expected) }

  /// numpy 2.4.6: np.exp(np.array([1.5, -2], dtype=np.float32)) = [4.481688976287842,
  /// 0.1353352814912796]
  @Test func tensorsAreRoundedTo32BitsOnce() {
    #expect(result(of: "exp(tensor([1.5, -2])).values") == "[4.48168897629, 0.135335281491]")
  }

  @Test func shapesStay() { #expect(result(of: "sqrt(ones(2, 3)).shape") == "[2, 3]") }

  @Test(arguments: [
    Case("abs(tensor([1, 2], type=\"u8\")).type", "\"u8\""),
    Case("floor(tensor([1, 2], type=\"i32\")).type", "\"i32\""),
    Case("sqrt(tensor([1, 2], type=\"u8\")).type", "\"f32\""),
  ]) func wholeNumbersStayWholeWhereTheyCan(_ example: Case) {
    #expect(example.printed == example.expected)
  }

  @Test(arguments: [
    Case("sqrt(\"9\")", "type: argument 'x' of sqrt: expected a number or a tensor, got a string"),
    Case("abs([1, -2])", "type: argument 'x' of abs: expected a number or a tensor, got a list"),
    Case("exp()", "argument: exp needs argument 'x'"),
  ]) func otherKindsAreRefused(_ example: Case) { #expect(example.printed == example.expected) }
}
