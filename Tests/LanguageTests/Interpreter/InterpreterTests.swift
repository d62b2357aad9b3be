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

  @Test(arguments: [
    ("1 +", ExitCode.syntax), ("nonsense", .runTime), ("prune(1, x=1)", .runTime),
    ("include \"missing.dcs\"", .file),
    ("1", .success),
    ("print \"{1:q}\"", .file),
  ])
  func exitCodes(_ code: String, _ expected: ExitCode) {
    #expect(run(code).outcome.exitCode == expected)
  }

  @Test func deepRecursionEndsAsAnErrorOnAnyStack() {
    for code in [
      "fn f(n) { f(n + 1) }\nf(0)", "fn f(n) { [f(n), [f(n)]] }\nf(0)",
      "fn f(n) { if true { for i in 1..2 { f(n) } } }\nf(0)",
      "fn f(n) { map([n], f) }\nf(0)", "fn f(n) { try { f(n) } catch e { require false } }\nf(0)",
    ] {
      #expect(run(code).outcome.error.map { $0.kind == .limit || $0.kind == .check } == true)
    }
  }

  @Test func errorsInFunctionsSayHowTheyWereReached() {
    let error = run("fn g(x) { sqrt(x) }\nfn f(x) { g(x) }\nf(-1)").outcome.error
    #expect(error?.span?.line == 1)
    #expect(error?.notes == ["in g, called at test.dcs:2:11", "in f, called at test.dcs:3:1"])
  }

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

  @Test func longListsAreCutWhenShown() {
    let (_, recording) = run("x = []\nfor i in 1..150 { x += [i] }\nx", echo: .all)
    guard case .value(let value)? = recording.all.last, case .text(let text) = value.display else {
      return #expect(Bool(false))
    }
    #expect(text.hasPrefix("[1, 2, 3,"))
    #expect(text.hasSuffix(" 100, ... 50 more]"))
  }

  @Test func proseIsToldInOrder() {
    let recording = run("## # Title\nprint 1\n## more\n").recording
    let story = recording.all.map { event in
      switch event {
      case .prose(let text): "prose \(text)"
      case .text(let text): "text \(text)"
      default: "other"
      }
    }
    #expect(story == ["prose # Title", "text 1", "prose more"])
  }

  @Test func functionsDescribeThemselves() {
    let recording = Recording()
    let interpreter = recording.interpreter()
    _ = interpreter.execute(
      SourceText(name: "t", text: "## Top-1 error.\nfn err(n, scale=100) { n }"), echo: .none)
    let description = interpreter.globals.lookup("err")?.functionDescription
    #expect(description?.signature == "err(n, scale=100)")
    #expect(description?.help == "Top-1 error.")
  }

  /// A list of 20 000 elements changed in place 20 000 times: copying it each time would take
  /// minutes.
  @Test(.timeLimit(.minutes(1))) func elementsAreAssignedInPlace() {
    #expect(
      output(
        "x = []\nfor i in 0..19999 { x += [0] }\nfor i in 0..19999 { x[i] = i }\nprint x[19999]")
        == ["19999"])
  }
}
