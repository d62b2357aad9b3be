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

  /// Given on alone, in a list, in a record, by way of another function.
  @Test(arguments: [
    "f = make(1)", "f = [make(1)][0]", "fn give() { r = {g: make(1)}; r }\nf = give().g",
    "fn twice() { fn again() { make(1) }; again() }\nf = twice()",
  ])
  func whatIsGivenOnKeepsItsScope(code: String) {
    #expect(output("fn make(n) { fn add(x) { x + n }; add }\n\(code)\nprint(f(5))") == ["6"])
  }

  private final class Witness: ScriptObject {
    let typeName = "witness"
    let summary = "witness"
  }

  /// A function that is written in a call and its scope hold each other. When the call is over and
  /// has not given the function on, what the scope has goes; otherwise it stays.
  @Test(arguments: [
    ("fn f(big) { fn g(x) { x }; g(1) }", true), ("fn f(big) { map([1, 4], fn(x) { x }) }", true),
    ("fn f(big) { fn g(x) { sqrt(x) }; g(-1) }", true),
    ("fn f(big) { fn g(x) { big } ; [g] }", false),
  ])
  func theScopeOfACallGoesWithIt(code: String, goes: Bool) {
    let interpreter = Recording().interpreter()
    weak var witness: Witness?
    func execute() {
      let own = Witness()
      witness = own
      interpreter.globals.set("witness", to: .object(own))
      let script = "\(code)\ntry { kept = f(witness) } catch e { }\nwitness = none"
      #expect(interpreter.execute(SourceText(name: "t", text: script), echo: .none).error == nil)
    }
    execute()
    #expect((witness == nil) == goes)
  }
}
