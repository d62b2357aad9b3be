import Reports
import Testing

@Suite struct MarkdownTests {
  @Test(arguments: [
    ("# A *title*", "<h1>A <em>title</em></h1>\n"), ("a < b & c", "<p>a &lt; b &amp; c</p>\n"),
    ("~~gone~~", "<p><del>gone</del></p>\n"),
    ("| a | b |\n| --- | ---: |\n| 1 | 2 |", nil),
  ]) func isThatOfGitHub(_ text: String, _ html: String?) {
    let found = Markdown.html(text)
    if let html {
      #expect(found == html)
    } else {
      #expect(found.contains("<table>") && found.contains("align=\"right\""))
    }
  }

  @Test func nothingRuns() {
    #expect(!Markdown.html("<script>alert(1)</script>").contains("<script>"))
    #expect(!Markdown.html("[x](javascript:alert(1))").contains("javascript:"))
  }

  @Test func escapedTextShowsAsItIs() {
    let text = "a*b_c [d](e) <f> # `g` | h"
    let html = Markdown.html(Markdown.escaped(text))
    #expect(html == "<p>a*b_c [d](e) &lt;f&gt; # `g` | h</p>\n")
  }
}
