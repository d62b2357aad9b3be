import Language
import Testing

@Suite struct StackGuardTests {
  @Test func deepRecursionEndsAsAnErrorOnAnyStack() {
    for code in [
      "fn f(n) { f(n + 1) }\nf(0)", "fn f(n) { [f(n), [f(n)]] }\nf(0)",
      "fn f(n) { if true { for i in 1..2 { f(n) } } }\nf(0)",
      "fn f(n) { map([n], f) }\nf(0)", "fn f(n) { try { f(n) } catch e { require false } }\nf(0)",
    ] {
      #expect(run(code).outcome.error.map { $0.kind == .limit || $0.kind == .check } == true)
    }
  }
}
