import Language
import Testing

/// Commands and functions are values of one kind.
@Suite struct InvocableTests {
  @Test func commandsArePassedLikeFunctions() {
    #expect(
      output("print map([4, 9], sqrt)\nprint map([4, 9], fn(x) { x + 1 })") == [
        "[2, 3]", "[5, 10]",
      ])
  }

  /// A fault without a place gets that of the call.
  @Test func faultsOfCommandsPointAtTheCall() {
    let error = run("x = 1\nfail()").outcome.error
    #expect(error?.message == "3x4 does not fit 5x6")
    #expect(error?.span?.text == "fail()")
    #expect(error?.span?.line == 2)
  }

  @Test(arguments: [("sqrt == sqrt", "true"), ("sqrt == len", "false"), ("f == f", "true")])
  func callablesAreEqualByName(_ code: String, _ expected: String) {
    #expect(output("fn f() { 1 }\nprint(\(code))") == [expected])
  }
}
