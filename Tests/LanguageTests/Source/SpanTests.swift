import Language
import Testing

@Suite struct SpanTests {
  private let source = SourceText(name: "t", text: "ab\ncdé f\n")

  @Test func linesAndColumnsCountFromOne() {
    let span = Span(source, 3..<5)
    #expect(span.text == "cd" && span.line == 2 && span.column == 1)
    #expect(Span(source, 0..<2).line == 1)
  }

  /// é has two bytes and one column.
  @Test func columnsAreCharacters() {
    let span = Span(source, 8..<9)
    #expect(span.text == "f" && span.column == 5)
  }

  @Test func joinedCoversBothInEitherOrder() {
    let (first, second) = (Span(source, 0..<1), Span(source, 4..<5))
    #expect(first.joined(with: second).range == 0..<5)
    #expect(second.joined(with: first).range == 0..<5)
    #expect(first.joined(with: first).range == 0..<1)
  }

  @Test func whatLiesBeyondTheSourceIsLeftOut() {
    #expect(Span(source, 7..<99).text == " f\n")
    #expect(Span(source, 50..<60).text == "")
  }
}
