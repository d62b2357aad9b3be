import Language
import Testing

@Suite struct UserFunctionTests {
  @Test func functionsDescribeThemselves() {
    let recording = Recording()
    let interpreter = recording.interpreter()
    _ = interpreter.execute(
      SourceText(name: "t", text: "## Top-1 error.\nfn err(n, scale=100) { n }"), echo: .none)
    let description = interpreter.globals.lookup("err")?.functionDescription
    #expect(description?.signature == "err(n, scale=100)")
    #expect(description?.help == "Top-1 error.")
  }

  @Test func errorsInFunctionsSayHowTheyWereReached() {
    let error = run("fn g(x) { sqrt(x) }\nfn f(x) { g(x) }\nf(-1)").outcome.error
    #expect(error?.span?.line == 1)
    #expect(error?.notes == ["in g, called at test.dcs:2:11", "in f, called at test.dcs:3:1"])
  }

  /// A default is computed at every call, with the parameters before it.
  @Test func defaultsSeeEarlierParameters() {
    #expect(
      output("fn f(a, b=2 * a) { b }\nprint(f(3), f(3, 1), f(b=5, a=1))") == ["6 1 5"])
  }

  @Test func assignmentsStayInside() {
    #expect(output("x = 1\nfn f() { x = 2; x }\nprint(f(), x)") == ["2 1"])
  }

  @Test func theScopeOfTheDeclarationIsKept() {
    let code =
      "fn add(n) { fn(x) { x + n } }\nn = 100\nf = add(1); g = add(10)\nprint(f(5), g(5))"
    #expect(output(code) == ["6 15"])
  }
}
