import Testing

@Suite struct NearCommandTests {
  /// Python: math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-9).
  @Test(arguments: [
    Case("near(1, 1 + 1e-7)", "true"), Case("near(1, 1 + 1e-5)", "false"),
    Case("near(0, 1e-10)", "true"),
    Case("near(0, 1e-8)", "false"), Case("near(0/0, 0/0)", "false"), Case("near(1/0, 1/0)", "true"),
    Case("near(1/0, 1e308)", "false"), Case("near(1/0, -1/0)", "false"),
    Case("near(95, 100, relative=5%)", "true"),
    Case("near(94.9, 100, relative=5%)", "false"), Case("near(1e-7, 1.1e-7, absolute=0)", "false"),
    Case("near(3, 3, relative=0, absolute=0)", "true"),
  ]) func numbers(_ example: Case) { #expect(example.printed == example.expected) }

  @Test(arguments: [
    Case("near([1, 2], [1, 2 + 1e-8])", "true"), Case("near([1, 2], [1, 3])", "false"),
    Case("near(1..3, [1, 2, 3])", "true"),
    Case("near(tensor([0.1, 0.2]), [0.1, 0.2])", "true"), Case("near(zeros(2, 2), 0)", "true"),
    Case("near(0, zeros(2, 2))", "true"),
    Case("near([0.5, 0.5], 0.5)", "true"), Case("near(ones(2, 3), ones(3))", "true"),
    Case("near([], [])", "true"),
  ]) func collections(_ example: Case) { #expect(example.printed == example.expected) }

  @Test(arguments: [
    Case("near([1], [1, 2])", "shape: lists of 1 and 2 numbers do not fit"),
    Case("near(ones(2), ones(3))", "shape: shapes [2] and [3] do not fit"),
    Case("near(1, 1, relative=-1)", "value: a tolerance is not negative"),
    Case("near(1, 1, absolute=0/0)", "value: a tolerance is not negative"),
    Case(
      "near(\"a\", 1)",
      """
      type: argument 'a' of near: expected a number, a list of numbers, a range or a tensor, \
      got a string
      """
    ),
  ]) func refusals(_ example: Case) { #expect(example.printed == example.expected) }
}
