import Reports
import Testing

@Suite struct HTMLReportTests {
  private func page(_ text: String) throws -> String {
    try HTMLReport(RecordedStudy(text).report).text()
  }

  @Test func everythingIsInThePage() throws {
    let page = try page("## # Sizes & <shares>\ndraw()\ncheck 1 < 2, \"a < b\"\n")
    #expect(page.contains("<title>Sizes &amp; &lt;shares&gt;</title>"))
    #expect(page.contains("<figure><svg class=\"dcs-picture\"><rect/></svg></figure>"))
    #expect(page.contains("<span class=\"call\">draw</span>()"))
    #expect(page.contains("<span class=\"passed\">✓ a &lt; b</span>"))
    #expect(page.contains("<span class=\"remark\">draw: done</span>"))
  }

  /// A page from a disk without a network shows all of it.
  @Test func nothingIsFetched() throws {
    let page = try page("draw()\n")
    for word in ["src=", "href=", "url(", "@import", "http:", "https:"] {
      #expect(!page.contains(word), "\(word)")
    }
  }

  @Test func cellsSortByNumber() throws {
    let page = try page("draw()\n")
    #expect(page.contains("<td>a&lt;b</td><td class=\"number\" data-value=\"0.5\">50.0%</td>"))
    #expect(page.contains("<table class=\"sortable\"><caption>Sizes</caption>"))
  }

  @Test func factsAreATable() throws {
    var report = RecordedStudy("draw()\n").report
    report.facts = [("seed", "7"), ("data & co", "<x>")]
    let page = try HTMLReport(report).text()
    #expect(page.contains("<tr><th>data &amp; co</th><td>&lt;x&gt;</td></tr>"))
  }
}
