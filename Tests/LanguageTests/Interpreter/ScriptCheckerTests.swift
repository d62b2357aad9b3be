import Language
import Testing

@Suite struct ScriptCheckerTests {
  @Test func checkingListsEveryFaultAndRunsNothing() {
    let recording = Recording()
    let faults = recording.interpreter().faults(
      in: SourceText(
        name: "t",
        text:
          "print 1\nprune(1, sparisty=2)\nx = sqrt(1, 2)\nfn f() { later() }\nfn later() { nme }"))
    #expect(
      faults.map(\.message) == [
        "prune has no argument 'sparisty'", "sqrt takes 1 argument, not 2", "unknown name 'nme'",
      ])
    #expect(recording.all.isEmpty)
    #expect(
      recording.interpreter().faults(in: SourceText(name: "t", text: "x = (")).map(\.kind) == [
        .syntax
      ])
  }

  @Test func atThePromptFunctionsMayUseWhatComesLater() {
    let recording = Recording()
    let interpreter = recording.interpreter()
    for line in ["fn a() { b() + 1 }", "fn b() { 1 }", "a()"] {
      _ = interpreter.execute(SourceText(name: "dcs", text: line), echo: .all)
    }
    #expect(recording.echoes == ["2"])
  }

  /// Below `try` a name may be missing on purpose, and an include that is not there may bind any.
  @Test func whatMayWorkIsNoFault() {
    for code in [
      "try { nme } catch e { }", "include \"nowhere.dcs\"\nnme",
      "sqrt = fn(a, b) { a }\nsqrt(1, 2)", "for i in 1..2 { print i }\nprint i",
      "try { 1 } catch e { }\nprint e",
    ] {
      let found = Recording().interpreter().faults(in: SourceText(name: "t", text: code))
      #expect(found.map(\.message) == [], "\(code)")
    }
  }

  @Test func faultsComeInTheOrderOfTheSource() {
    let found = Recording().interpreter().faults(
      in: SourceText(name: "t", text: "fn f() { a(b) }\nprint [c, d]"))
    #expect(found.compactMap { $0.span?.text } == ["a", "b", "c", "d"])
  }
}
