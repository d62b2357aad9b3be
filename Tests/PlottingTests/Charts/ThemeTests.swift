import Plotting
import Testing

@Suite struct ThemeTests {
  @Test(arguments: [0.1, 1, 2, 20]) func lengthsGrowWithTheScale(_ scale: Double) throws {
    let (theme, single) = (try Theme(scale: scale), try Theme(scale: 1))
    #expect(abs(theme.lineWidth - scale * single.lineWidth) < 1e-12)
    #expect(abs(theme.margin - scale * single.margin) < 1e-12)
    #expect(abs(theme.title.size - scale * single.title.size) < 1e-12)
    #expect(theme.thinWidth >= 1 && theme.thinWidth == theme.thinWidth.rounded())
  }

  @Test(arguments: [0, 0.09, 20.1, -1, .infinity, .nan]) func otherScalesAreRefused(_ scale: Double)
  {
    #expect(throws: PlottingError.self) { try Theme(scale: scale) }
  }

  /// Neighbouring series have different colours, and the palette begins anew behind its end.
  @Test func seriesHaveColours() throws {
    var theme = try Theme()
    let colors = (0..<theme.palette.count).map(theme.color)
    #expect(Set(colors).count == colors.count && colors.count == 8)
    #expect(theme.color(8) == theme.color(0))
    theme.palette = []
    #expect(theme.color(3) == theme.text)
  }
}
