import Console
import Testing

struct WrappedTextTests {
  @Test func shortLinesStayAsTheyAre() {
    #expect(WrappedText.fitted("a  b\n\n  c", width: 20) == "a  b\n\n  c")
  }

  /// What follows stands below the last column of a list.
  @Test func columnsHang() {
    #expect(
      WrappedText.fitted("  net   a dense or pruned net, any", width: 22)
        == "  net   a dense or\n        pruned net,\n        any")
    #expect(
      WrappedText.fitted("one two three four five six", width: 20)
        == "one two three four\nfive six")
  }

  /// No line is wider than the window unless one word is; no word is lost.
  @Test(arguments: [20, 33, 47, 80]) func nothingIsLost(width: Int) {
    let text = (1...60).map { String(repeating: "x", count: $0 % 13 + 1) }.joined(separator: " ")
    let fitted = WrappedText.fitted("  " + text, width: width)
    #expect(fitted.split(separator: "\n").allSatisfy { $0.count <= width })
    #expect(fitted.split(whereSeparator: \.isWhitespace) == text.split(separator: " "))
  }
}
