import Language
import Testing

/// Columns on a terminal, by Unicode's Annex 11 (East Asian width).
@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("größe", 5), ("e\u{301}", 1), ("日本", 4), ("ﾊﾝ", 2), ("Ａ", 2), ("한", 2),
    ("😀", 2), ("❤\u{FE0F}", 2), ("\u{200D}", 0), ("a日b", 4), ("Σ²", 2),
  ])
  func width(_ text: String, _ columns: Int) { #expect(text.displayWidth == columns) }
}
