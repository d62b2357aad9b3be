import Language
import Testing

/// Formats in strings: LANGUAGE.md, "Formats in strings".
@Suite struct ValueFormatTests {
  @Test(arguments: [
    ("{3.14159:.3}", "3.142"), ("{0.0158:.2%}", "1.58%"), ("{27100:b}", "27.1 KB"),
    ("{2.5:d}", "2"), ("{3.5:d}", "4"), ("{12345:e}", "1.23e4"), ("{40.06:x}", "40.1x"),
    ("{5:4}", "   5"), ("{\"ab\":4}|", "ab  |"), ("{\"ab\":>4}|", "  ab|"), ("{5:<4}|", "5   |"),
    ("{0.5:8.1%}", "   50.0%"), ("{12345:2}", "12345"), ("{\"日本\":5}|", "日本 |"),
  ])
  func formats(_ code: String, _ expected: String) {
    #expect(output("print \"\(code.replacing("\"", with: "'"))\"") == [expected])
  }

  @Test(arguments: [".", "q", "1001", ".101", "%%", "3d4", "<"]) func unknownOnes(_ format: String)
  {
    let error = run("print \"{1:\(format)}\"").outcome.error
    if format == "<" { return #expect(error == nil) }
    #expect(error?.kind == .value)
    #expect(error?.message == "unknown format '\(format)'")
  }

  @Test func textHasNoDecimals() {
    let error = run("print \"{'a':.2}\"").outcome.error
    #expect(error?.message == "this format needs a number, not a string")
  }
}
