import Language
import Testing

/// Arguments decoded for a command.
@Suite struct BinderTests {
  @Test(arguments: [
    ("print(1, \"a\", [2])", "1 a [2]"), ("print()", ""), ("print(1, 2, separator=\"-\")", "1-2"),
    ("print(values=[1, 2])", "1 2"), ("print(prune(100))", "10"),
    ("print(prune(100, 0.5))", "50"),
  ])
  func decodes(_ call: String, _ expected: String) { #expect(output(call) == [expected]) }

  @Test(arguments: [
    ("sqrt(\"a\")", "type: argument 'x' of sqrt: expected a number, got a string", "\"a\""),
    (
      "prune(1, only=3)",
      "type: argument 'only' of prune: expected a list of strings, got a number", "3"
    ),
    (
      "prune(1, method=\"magnitud\")",
      "value: argument 'method' of prune: unknown choice 'magnitud'", "\"magnitud\""
    ),
  ])
  func refuses(_ call: String, _ message: String, _ place: String) {
    let error = run("x = \(call)").outcome.error
    #expect(error.map { "\($0.kind): \($0.message)" } == message)
    #expect(error?.span?.text == place)
  }

  @Test func unknownChoicesAreListed() {
    let error = run("prune(1, method=\"magnitud\")").outcome.error
    #expect(error?.hint == "did you mean 'magnitude'?")
    #expect(error?.notes == ["choices: magnitude, random"])
  }

  /// An error that cannot say itself becomes one of kind `value`, with the call's place.
  @Test func strangeErrorsAreTold() {
    let error = run("fail(known=false)").outcome.error
    #expect(error?.kind == .value)
    #expect(error?.span?.text == "fail(known=false)")
  }
}
