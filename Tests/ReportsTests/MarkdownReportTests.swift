import Reports
import Testing

@Suite struct MarkdownReportTests {
  @Test func picturesLieBeside() throws {
    let report = RecordedStudy("## # Study\ndraw()\ndraw()\n").report
    let (text, pictures) = try MarkdownReport(report, folder: "study-pictures").text()
    #expect(pictures.map(\.name) == ["picture-1.png", "picture-2.png"])
    #expect(pictures[0].bytes == Array("PNG at 300".utf8))
    #expect(
      text.hasPrefix("# Study\n\n```dcs\ndraw()\n```\n\n![a square](study-pictures/picture-1.png)"))
    #expect(text.contains("| name | share |"))
    #expect(text.contains("```\ndraw: done\n```"))
  }
}
