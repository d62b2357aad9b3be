import Language
import Testing

/// What a long or hostile line looks like in a message.
@Suite struct ExcerptTests {
  private func rendered(_ text: String) -> String {
    let (_, recording) = run(text, name: "s.dcs")
    return recording.diagnostics.map { DiagnosticRenderer().text($0) }.joined(separator: "\n")
  }

  @Test func ofALongLineAWindowIsShownAroundThePlace() {
    let message = rendered("[" + String(repeating: "1, ", count: 100_000) + "nme]")
    let lines = message.split(separator: "\n")
    #expect(lines.count == 3 && lines.allSatisfy { $0.count < 240 })
    #expect(lines[1].contains("| …") && lines[1].hasSuffix("nme]"))
    // The caret stands below the name.
    let name = lines[1].firstRange(of: "nme")?.lowerBound
    let caret = lines[2].firstRange(of: "^^^")?.lowerBound
    #expect(
      name.map { lines[1].distance(from: lines[1].startIndex, to: $0) }
        == caret.map { lines[2].distance(from: lines[2].startIndex, to: $0) })
  }

  @Test func aLongNameIsCutInTheMiddle() {
    let message = rendered("x = " + String(repeating: "n", count: 1_000_000))
    #expect(message.count < 1600 && message.contains("unknown name 'nnn"))
    #expect(message.contains("nnn…nnn"))
  }

  @Test func namesDoNotSpeakForTheProgram() {
    let diagnostic = Diagnostic(
      .file, "cannot read 'a\nerror: \u{1B}[2Jhacked'", hint: "b\u{7}", notes: ["c\nd"])
    #expect(
      DiagnosticRenderer().text(diagnostic)
        == "error: cannot read 'a\\nerror: \\u{1b}[2Jhacked'\n      = b\\u{7}\n      = c\\nd")
  }
}
