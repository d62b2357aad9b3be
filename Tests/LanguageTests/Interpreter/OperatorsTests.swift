import Language
import Testing

@Suite struct OperatorsTests {
  /// IEEE 754, as R and Julia have it: nothing is an error that has a number.
  @Test(arguments: [
    ("1 / 0", "inf"), ("-1 / 0", "-inf"), ("0 / 0", "nan"), ("0 / 0 == 0 / 0", "false"),
    ("0.1 + 0.2 == 0.3", "false"), ("2^0.5 * 2^0.5 == 2", "false"), ("1e308 * 10", "inf"),
    ("7 - -7", "14"), ("-2^2", "-4"), ("(-2)^2", "4"), ("2^3^2", "512"), ("2^-1", "0.5"),
  ])
  func numbers(_ code: String, _ expected: String) {
    #expect(output("print(\(code))") == [expected])
  }

  @Test(arguments: [
    ("\"ab\" + \"c\"", "abc"), ("\"a\" < \"b\"", "true"), ("\"B\" < \"a\"", "true"),
    ("\"\" in \"x\"", "true"), ("\"bc\" in \"abcd\"", "true"), ("\"ca\" in \"abc\"", "false"),
  ])
  func strings(_ code: String, _ expected: String) {
    #expect(output("print(\(code))") == [expected])
  }

  @Test(arguments: [
    ("[1] + [2, 3]", "[1, 2, 3]"), ("[1, [2]] == [1, [2]]", "true"), ("[1] == [1, 2]", "false"),
    ("2 in [1, 2]", "true"), ("\"a\" in {a: 1}", "true"), ("3 in 1..9 step 2", "true"),
    ("4 in 1..9 step 2", "false"), ("{a: 1, b: 2} == {b: 2, a: 1}", "true"),
    ("1 == \"1\"", "false"), ("none == false", "false"), ("1 != true", "true"),
  ])
  func containers(_ code: String, _ expected: String) {
    #expect(output("print(\(code))") == [expected])
  }

  @Test(arguments: [
    ("\"a\" + 1", "'+' does not work on a string and a number", "put numbers into text by \"{x}\""),
    ("[1] + 2", "'+' does not work on a list and a number", "a list takes a list: x + [y]"),
    (
      "2 @ 3", "'@' does not work on a number and a number",
      "@ is the matrix product; * multiplies numbers"
    ),
    ("true + true", "'+' does not work on a bool and a bool", nil),
    ("1 in 2", "'in' does not work on a number and a number", nil),
    ("-\"a\"", "'-' does not work on a string", nil),
  ])
  func refusals(_ code: String, _ message: String, _ hint: String?) {
    let error = run("x = \(code)").outcome.error
    #expect(error?.kind == .type)
    #expect(error?.message == message)
    #expect(error?.hint == hint)
  }

  /// Doubling ends as an error before it ends the machine's memory: 2^26 bytes is the limit.
  @Test func textDoesNotGrowWithoutEnd() {
    let code = "s = \"0123456789abcdef\"\nfor i in 1..30 { s = s + s; n = i }"
    let (outcome, _) = run(code)
    #expect(outcome.error?.kind == .limit)
    #expect(outcome.error?.message == "a string of more than 67108864 bytes is too long")
  }
}
