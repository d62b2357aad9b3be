import Language
import Testing

struct PrintableTextTests {
  @Test(
    "What a terminal obeys is shown as an escape",
    arguments: [
      ("plain", "plain"), ("schön 図", "schön 図"),
      ("\u{1B}]52;c;cm0=\u{7}", "\\u{1b}]52;c;cm0=\\u{7}"),
      ("a\u{9B}31m", "a\\u{9b}31m"), ("\u{7F}\u{0}", "\\u{7f}\\u{0}"),
      ("a\u{202E}gpj.exe", "a\\u{202e}gpj.exe"), ("x\u{2028}y", "x\\u{2028}y"),
      ("fc1\nerror: hacked", "fc1\\nerror: hacked"), ("a\tb\rc", "a\\tb\\rc"),
    ])
  func escapes(text: String, shown: String) { #expect(text.printable == shown) }

  @Test func linesKeepTheirEndsAndTabs() {
    #expect("a\n\tb\u{1B}[2J\n".printableLines == "a\n\tb\\u{1b}[2J\n")
    #expect("a,b\r\n1,2\r\n".printableLines == "a,b\r\n1,2\r\n")
    #expect("faked\rline".printableLines == "faked\\rline")
  }

  @Test func everyControlCharacterIsEscaped() {
    for value in Array(0..<UInt32(0x20)) + Array(0x7F..<0xA0) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let shown = "a\(Character(scalar))b".printable
      #expect(shown.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }, "\(value)")
      #expect(shown.hasPrefix("a\\") && shown.hasSuffix("b"))
    }
  }

  @Test func longTextLosesItsMiddle() {
    #expect("abcdefghij".printable(atMost: 10) == "abcdefghij")
    #expect("abcdefghijk".printable(atMost: 7) == "abc…ijk")
    #expect(String(repeating: "x", count: 1_000_000).printable(atMost: 80).count == 80)
  }
}
