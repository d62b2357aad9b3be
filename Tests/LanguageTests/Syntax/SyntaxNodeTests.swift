import Language
import Testing

/// Walks over the tree, seen through the checker, which visits every node of a script.
@Suite struct SyntaxNodeTests {
  /// An unknown name is found wherever an expression can stand.
  @Test(arguments: [
    "x = [1, u]", "x = {a: u}", "x = -u", "x = not u", "x = 1 + u", "x = true and u", "x = u..2",
    "x = 1..u", "x = 1..2 step u", "x = sqrt(u)", "x = u()", "x = u.field", "x = [1][u]",
    "x = [1][0:u]", "x = \"a {u}\"", "fn f(a=u) { a }", "fn f() { u }", "x = fn(a) { u }",
    "if u { 1 }", "if true { 1 } else { u }", "if true { 1 } else if u { 2 }", "for i in u { i }",
    "for i in 1..2 { u }", "while u { 1 }", "while true { u }", "check u", "check true, u",
    "x = [1]\nx[u] = 2", "fn f() { return u }", "param p = u", "include u", "x = 1 |> u",
  ])
  func everyPlaceIsVisited(_ code: String) {
    let faults = Recording().interpreter().faults(in: SourceText(name: "t", text: code))
    // A computed include may bind anything: then names are not checked before it runs.
    #expect(faults.map { $0.span?.text } == (code.hasPrefix("include") ? [] : ["u"]))
  }

  /// Depth is bounded: nodes are visited and released recursively.
  @Test func deepTreesAreRefused() {
    let deep = String(repeating: "(", count: 2000) + "1" + String(repeating: ")", count: 2000)
    #expect(run("x = \(deep)").outcome.error?.kind == .limit)
  }
}
