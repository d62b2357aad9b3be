import Language
import Testing

@Suite struct ParserTests {
  private func parse(_ text: String) throws -> Program {
    try Parser.parse(SourceText(name: "t", text: text))
  }

  private func refusal(_ text: String) -> String? {
    do {
      _ = try parse(text)
      return nil
    } catch {
      let diagnostic = Diagnostic(error)
      return diagnostic.hint.map { "\(diagnostic.message); \($0)" } ?? diagnostic.message
    }
  }

  @Test func theWholeScriptOfTheManualParses() throws {
    #expect(try parse(wholeScript).statements.count == 25)
  }

  @Test func newlinesInBracketsAndAfterOperatorsDoNotCount() throws {
    #expect(
      try parse("x = [1,\n 2\n]\ny = 1 +\n 2\nf(\n a\n ,\n b=1\n)\nr = {\n a: 1\n}").statements
        .count == 4)
    #expect(try parse("m = map(x, fn(v) {\n y = v\n y + 1\n})").statements.count == 1)
  }

  @Test func silenceIsKnown() throws {
    #expect(try parse("1; 2\n3;").statements.map(\.isSilent) == [true, false, true])
  }

  @Test func proseAboveAFunctionIsItsHelp() throws {
    let statements = try parse("## Error of a net.\n## In percent.\nfn err(n) { 1 }").statements
    guard case .function(_, let definition) = statements[2].kind else {
      return #expect(Bool(false))
    }
    #expect(definition.help == "Error of a net.\nIn percent.")
  }

  @Test func commandFormIsACall() throws {
    for (command, call) in [
      ("show net.fc1", "show(net.fc1)"), ("seed 42", "seed(42)"),
      ("save net \"x\" tidy=true", "save(net, \"x\", tidy=true)"),
      ("print a, -1", "print(a, -1)"), ("show x |> save \"p\"", nil),
    ] as [(String, String?)] {
      guard let call else {
        #expect(refusal(command) != nil)
        continue
      }
      let (left, right) = (try parse(command).statements[0], try parse(call).statements[0])
      guard case .expression(let a) = left.kind, case .expression(let b) = right.kind else {
        return #expect(Bool(false))
      }
      guard case .call(_, let first) = a.kind, case .call(_, let second) = b.kind else {
        return #expect(Bool(false))
      }
      #expect(first.map(\.value.span.text) == second.map(\.value.span.text))
      #expect(first.map(\.name?.text) == second.map(\.name?.text))
    }
  }

  @Test(arguments: [
    ("1 < 2 < 3", "comparisons do not chain; write a < b and b < c"),
    ("print a + b", "an operator in the command form needs parentheses; write (a + ...)"),
    (
      "f {a: 1}",
      """
      expected the end of the statement, not '{'; a record as an argument needs parentheses: \
      f({a: 1})
      """
    ),
    ("x = ", "expected a value, not the end of the input"),
    ("f(1 2)", "expected ',' or ')', not '2'"),
    ("f(a=1, 2)", "a positional argument after a named one; named ones come last"),
    ("f(", "expected a value, not the end of the input"),
    ("f(1", "'(' is never closed; expected ')'"),
    ("if x { 1", "'{' is never closed; expected '}'"),
    ("if x = 1 { }", "expected '{' after the condition, not '='; a comparison is =="),
    ("{a: 1, a: 2}", "key 'a' stands twice"),
    ("}", "expected a value, not '}'"),
    ("x |> 3", "a stage of a pipeline is a name or a call; x |> f(a) is f(x, a)"),
    ("try { 1 }", "expected 'catch' after the block of 'try', not the end of the input"),
    (".5", "expected a value, not '.'; numbers start with a digit: 0.5"),
    ("f(x) = 1", "cannot assign to this; write fn f(x) { ... }"),
    ("\"{1 2}\"", "expected '}' or ':' and a format, not '2'"),
    ("x[]", "expected an index, not ']'"),
  ])
  func refusals(_ text: String, _ message: String) {
    #expect(refusal(text) == message)
  }

  @Test func depthIsBounded() {
    let deep = { (open: String, close: String, count: Int) in
      String(repeating: open, count: count) + "1" + String(repeating: close, count: count)
    }
    #expect(refusal(deep("(", ")", 150)) == nil)
    #expect(refusal(deep("(", ")", 3000)) == "nested more than 200 levels deep")
    #expect(refusal(deep("[", "]", 3000)) == "nested more than 200 levels deep")
    #expect(refusal(deep("-", "", 3000)) == "nested more than 200 levels deep")
    #expect(refusal(deep("not ", "", 3000)) == "nested more than 200 levels deep")
    #expect(refusal(deep("if true { ", " }", 3000)) == "nested more than 200 levels deep")
    #expect(refusal(deep("2^", "", 3000)) == "nested more than 200 levels deep")
    #expect(refusal(deep("{a: ", "}", 3000)) == "nested more than 200 levels deep")
    #expect(refusal(deep("fn() { ", " }", 3000)) == "nested more than 200 levels deep")
    #expect(refusal(deep("1 + ", "", 900)) == nil)
    #expect(
      refusal(deep("1 + ", "", 3000)) == "an expression of more than 1000 steps; use variables")
    #expect(
      refusal(deep("x", "[0]", 3000)) == "an expression of more than 1000 steps; use variables")
    #expect(
      refusal("x" + String(repeating: " |> f", count: 3000))
        == "an expression of more than 1000 steps; use variables")
  }
}

@Suite struct ParserCompletenessTests {
  @Test(arguments: [
    "1 + 1", "", "# only a comment", "if x { 1 }", "print 1", "x = [1, 2]", "fn f() {\n  1\n}",
    "1;",
  ])
  func complete(_ text: String) {
    guard case .complete = Parser.isComplete(text) else { return #expect(Bool(false), "\(text)") }
  }

  @Test(arguments: [
    "x = ", "f(1,", "if x {", "if x { 1 } else", "1 +", "[1,\n2", "{a:", "try { 1 }", "x |>",
    "fn f(", "for i in",
    "print 1,",
    "fn f() {\n  if x {\n  }\n",
  ])
  func incomplete(_ text: String) {
    guard case .incomplete = Parser.isComplete(text) else { return #expect(Bool(false), "\(text)") }
  }

  @Test(arguments: ["1 1", "\"abc", ")", "f(1))", "x = = 2", "break", "f(1 2", "x = 1e999 +"])
  func invalid(_ text: String) {
    guard case .invalid = Parser.isComplete(text) else { return #expect(Bool(false), "\(text)") }
  }
}
