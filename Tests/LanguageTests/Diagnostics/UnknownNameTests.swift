import Language
import Testing

@Suite struct UnknownNameTests {
  /// What people who come from other languages type.
  @Test(arguments: [
    ("True", "write true"), ("null", "write none"), ("nil", "write none"),
    ("sqrtt", "did you mean 'sqrt'?"),
    ("epocs", "did you mean 'epochs'?"), ("ans", "nothing was computed yet"), ("xyzzy", nil),
  ])
  func hints(_ name: String, _ hint: String?) {
    let error = run("epochs = 3\nx = \(name)").outcome.error
    #expect(error?.kind == .name)
    #expect(error?.message == "unknown name '\(name)'")
    #expect(error?.span?.text == name)
    #expect(error?.hint == hint)
  }
}
