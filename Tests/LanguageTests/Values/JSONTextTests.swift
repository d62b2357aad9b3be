import Foundation
import Language
import Testing

@Suite struct JSONTextTests {
  @Test(arguments: [
    ("none", "null"), ("true", "true"), ("1.5", "1.5"), ("3", "3"), ("1/0", "null"),
    ("0/0", "null"), ("[1, [none]]", "[1, [null]]"),
    ("{b: 1, a: \"x\"}", "{\"b\": 1, \"a\": \"x\"}"),
    ("1e20", "1e+20"), ("0.1 + 0.2", "0.30000000000000004"),
  ])
  func values(_ code: String, _ expected: String) {
    let value = run("x = \(code)\nx", echo: .all).outcome.value
    #expect(value.map { JSONText.value($0) } == expected)
  }

  /// RFC 8259, section 7; Foundation reads every one back.
  @Test(arguments: [
    "", "a\"b", "back\\slash", "tab\tline\nreturn\r", "\u{1}\u{1F}", "größe 日本 😀", "/",
  ])
  func stringsComeBack(_ text: String) throws {
    let json = JSONText.string(text)
    #expect(!json.unicodeScalars.contains { $0.value < 0x20 })
    let object = try JSONSerialization.jsonObject(with: Data("[\(json)]".utf8)) as? [String]
    #expect(object == [text])
  }
}
