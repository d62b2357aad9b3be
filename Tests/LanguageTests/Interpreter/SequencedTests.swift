import Language
import Testing

/// What `for` walks, with one name and with two.
@Suite struct SequencedTests {
  @Test(arguments: [
    ("[4, 5]", "0:4 1:5"), ("{a: 1, b: 2}", "a:1 b:2"), ("1..2 step 0.5", "0:1 1:1.5 2:2"),
    ("[]", ""),
  ])
  func keysAndValues(_ subject: String, _ expected: String) {
    let code = "s = \"\"\nfor k, v in \(subject) { s = s + \" {k}:{v}\" }\nprint s"
    #expect(output(code) == [expected.isEmpty ? "" : " " + expected])
  }

  /// With one name a record gives its keys, all else its elements.
  @Test func oneName() {
    #expect(
      output("for k in {a: 1, b: 2} { print k }\nfor x in [7] { print x }") == ["a", "b", "7"])
  }

  @Test(arguments: ["3", "none", "true", "\"abc\"", "fn(x) { x }"])
  func otherThingsHaveNoElements(_ subject: String) {
    let error = run("for i in \(subject) { }").outcome.error
    #expect(error?.kind == .type)
    #expect(error?.span?.text == subject)
    #expect(error?.hint == (subject == "3" ? "for i in 1..n" : nil))
  }

  /// The sequence is the one from before the loop: what the body adds is not walked.
  @Test func changesInTheBodyAreNotWalked() {
    #expect(output("x = [1, 2]\nfor e in x { x += [e] }\nprint x") == ["[1, 2, 1, 2]"])
  }
}
