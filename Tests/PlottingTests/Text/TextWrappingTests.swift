import Plotting
import Testing

@Suite struct TextWrappingTests {
  private let style = TextStyle(typeface: .regular(), size: 10, color: .black)

  @Test func wordsGoToTheNextLine() {
    let width = style.width(of: "one two") + 1
    #expect(
      style.wrapped("one two three four", width: width, lines: 5) == ["one two", "three", "four"])
  }

  @Test func theLastLineSaysThatMoreFollowed() {
    let lines = style.wrapped("one two three four", width: style.width(of: "one two") + 1, lines: 2)
    #expect(lines.count == 2)
    #expect(lines[1].hasSuffix("…"))
  }

  @Test func noLineIsWiderThanAsked() {
    let text =
      "Supercalifragilisticexpialidocious words and aVeryLongNameWithoutAnySpacesAtAll in a title"
    for width in stride(from: 20.0, through: 200, by: 15) {
      #expect(
        style.wrapped(text, width: width, lines: 4).allSatisfy { style.width(of: $0) <= width })
    }
  }

  @Test func shortTextStaysAndEmptyTextVanishes() {
    #expect(style.truncated("fc1", width: 100) == "fc1")
    #expect(style.wrapped("", width: 100, lines: 2).isEmpty)
    #expect(style.wrapped("a\nb", width: 100, lines: 2) == ["a b"])
  }
}
