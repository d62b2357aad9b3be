import Plotting
import Reports
import Testing

@Suite struct PageStyleTests {
  /// What a picture is drawn with on paper has another colour in the dark.
  @Test func everyColorOfPaperIsChangedInTheDark() throws {
    let theme = try Theme()
    for color in [theme.background, theme.text, theme.quietText, theme.frame, theme.grid] {
      let hex = [color.red, color.green, color.blue].map {
        String($0 + 0, radix: 16).count == 1 ? "0" + String($0, radix: 16) : String($0, radix: 16)
      }.joined()
      #expect(PageStyle.css.contains("[fill=\"#\(hex)\"]"), "\(hex)")
    }
  }

  @Test func itPrints() { #expect(PageStyle.css.contains("@media print")) }
}
