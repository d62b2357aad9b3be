import Language
import Testing

@Suite struct InterpreterTests {
  @Test func echoAtThePrompt() {
    let code = "1 + 1\n2 + 2;\nx = 5\nx\nshow 3\nnone\n[1, 2] |> map(sqrt);\n\"a\""
    #expect(run(code, echo: .all).recording.echoes == ["2", "5", "\"a\""])
    #expect(run(code, echo: .last).recording.echoes == ["\"a\""])
    #expect(run(code, echo: .none).recording.echoes == [])
    #expect(run("1\n2;", echo: .all).outcome.value?.literal == "2")
  }

  @Test func variablesSurviveAndAFailedStatementChangesNothing() {
    let recording = Recording()
    let interpreter = recording.interpreter()
    _ = interpreter.execute(SourceText(name: "dcs[1]", text: "x = [1]; y = 2"), echo: .all)
    let outcome = interpreter.execute(
      SourceText(name: "dcs[2]", text: "y = 3\nfor i in 1..3 { x += [i]; sqrt(-1) }"), echo: .all)
    #expect(outcome.error?.kind == .value)
    #expect(interpreter.globals.lookup("x")?.literal == "[1]")
    #expect(interpreter.globals.lookup("y")?.literal == "3")
    #expect(interpreter.globals.names == ["x", "y"])
  }

  @Test func aLineThatStartsWithAPipeContinuesFromAns() {
    let recording = Recording()
    let interpreter = recording.interpreter()
    interpreter.globals.set("ans", to: .number(16))
    let outcome = interpreter.execute(SourceText(name: "dcs[1]", text: "|> sqrt"), echo: .all)
    #expect(outcome.value?.literal == "4")
    #expect(run("|> sqrt").outcome.error?.hint == "nothing was computed yet")
  }

  @Test func interruptionStopsLoopsAndCannotBeCaught() {
    for code in [
      "while true { }", "while true { try { while true { } } catch e { } }",
      "fn f() { f2() }\nfn f2() { sqrt(4) }\nwhile true { f() }",
    ] {
      let recording = Recording(interruptAfter: 50)
      let outcome = recording.interpreter().execute(SourceText(name: "t", text: code), echo: .none)
      #expect(outcome.error?.kind == .interrupted)
      #expect(outcome.exitCode == .interrupted)
    }
  }

  @Test func checksAreCounted() {
    let (outcome, recording) = run(
      "check 1 < 2, \"one\"\ncheck 2 < 1, \"two\"\ncheck true\ncheck 3 == 4")
    #expect((outcome.checksRun, outcome.checksFailed) == (4, 2))
    #expect(outcome.checkSummary == "2 of 4 checks failed")
    #expect(outcome.exitCode == .checkFailed)
    #expect(recording.checks.map(\.passed) == [true, false, true, false])
    #expect(recording.checks.map(\.message) == ["one", "two", "true", "3 == 4"])
    #expect(recording.checks[1].detail == "left side 2, right side 1")
    #expect(recording.diagnostics.map(\.message) == ["two", "3 == 4"])
  }

  @Test func requireStopsAndIsToldOnce() {
    let (outcome, recording) = run("require 1 == 2, \"equal\"\nprint 1")
    #expect(outcome.error?.kind == .check)
    #expect(outcome.exitCode == .checkFailed)
    #expect(recording.diagnostics.count == 1)
    #expect(recording.lines == [])
  }

  @Test func proseIsToldInOrder() {
    let recording = run("## # Title\nprint 1\n## more\n").recording
    let story = recording.all.compactMap { event -> String? in
      switch event {
      case .prose(let text): "prose \(text)"
      case .text(let text): "text \(text)"
      case .statement: nil
      default: "other"
      }
    }
    #expect(story == ["prose # Title", "text 1", "prose more"])
  }
}
