import Language
import Reports
import Testing

@Suite struct HTMLTableTests {
  @Test func numbersKeepTheirValue() {
    let html = HTMLTable.html(
      Table(
        columns: [
          .init("bytes", [.number(27_100), .none], format: "b"),
          .init("x", [.bool(true), .string("&")]),
        ],
        key: "bytes: of the file"))
    #expect(html.contains("<th class=\"number\"><button type=\"button\">bytes</button></th>"))
    #expect(html.contains("<td class=\"number\" data-value=\"27100.0\">27.1 KB</td><td>true</td>"))
    #expect(html.contains("<td>&amp;</td>"))
    #expect(html.hasSuffix("<p class=\"key\">bytes: of the file</p>"))
    #expect(!html.contains("<caption>"))
  }
}
