import Language
import Testing

/// Who gets which argument: the same rules for commands and for functions.
@Suite struct SignatureTests {
  private static let function = "fn f(a, b=2, c=3) { \"{a} {b} {c}\" }\n"

  @Test(arguments: [
    ("f(1)", "1 2 3"), ("f(1, 5)", "1 5 3"), ("f(1, c=9)", "1 2 9"), ("f(c=9, a=1)", "1 2 9"),
    ("f(1, 5, 7)", "1 5 7"), ("8 |> f(c=0)", "8 2 0"), ("8 |> f", "8 2 3"),
  ])
  func matches(_ call: String, _ expected: String) {
    #expect(output(Self.function + "print(\(call))") == [expected])
  }

  @Test(arguments: [
    ("f()", "f needs argument 'a'"), ("f(1, 2, 3, 4)", "f takes at most 3 arguments, not 4"),
    ("f(1, d=4)", "f has no argument 'd'"), ("f(1, b=2, b=3)", "argument 'b' of f is given twice"),
    ("f(1, a=2)", "argument 'a' of f is given twice"), ("sqrt()", "sqrt needs argument 'x'"),
    ("sqrt(1, 2)", "sqrt takes 1 argument, not 2"), ("g(1)", "g takes no arguments, not 1"),
    ("(fn(x) { x })()", "the function needs argument 'x'"),
  ])
  func refuses(_ call: String, _ message: String) {
    let error = run(Self.function + "fn g() { 1 }\nx = \(call)").outcome.error
    #expect(error?.kind == .argument)
    #expect(error?.message == message)
  }

  @Test func refusalsSayWhatThereIs() {
    let error = run("prune(1, sparisty=0.5)").outcome.error
    #expect(error?.hint == "did you mean 'sparsity'?")
    #expect(error?.notes == ["arguments: network, sparsity, threshold, method, only"])
    #expect(error?.span?.text == "sparisty")
  }
}
