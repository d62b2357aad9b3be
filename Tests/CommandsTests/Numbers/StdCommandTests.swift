import Testing

@Suite struct StdCommandTests {
  private static let matrix = "A = tensor([[1.5, -2, 3], [4, 0.25, -6]]); "

  /// numpy 2.4.6: a.std(0, ddof=1) = [1.767767, 1.5909903, 6.363961], a.std(ddof=1) = 3.666572,
  /// a.std() = 3.347107.
  @Test(arguments: [
    Case(matrix + "near(std(A, axis=0), tensor([1.767767, 1.5909903, 6.363961]))", "true"),
    Case(matrix + "near(std(A), 3.666572)", "true"),
    Case(matrix + "near(std(A, sample=false), 3.347107)", "true"),
    Case("std([5])", "nan"),
    Case("std([5], sample=false)", "0"),
    // Σx² - n·mean² would cancel all digits here.
    Case("std([1e9, 1e9 + 1, 1e9 + 2])", "1"),
  ]) func deviations(_ example: Case) { #expect(example.printed == example.expected) }
}
