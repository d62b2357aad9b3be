import Plotting
import Testing

@Suite struct PDFFontsTests {
  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  /// "ab" in two faces: two fonts, and what their codes mean.
  @Test func lettersKnowWhatTheyMean() throws {
    let text = Self.text(try Figure(Chart(title: "ab", subtitle: "ba")).pdf())
    #expect(text.contains("/Subtype /Type3"))
    #expect(text.contains("<00> <0061>\n<01> <0062>"))
    #expect(text.contains("/B0 28 Tf <0001> Tj"))
    #expect(text.contains("/R0"))
  }

  @Test func manyLettersTakeSeveralFonts() throws {
    let letters = String(
      String.UnicodeScalarView((0x21..<0x21 + 400).compactMap(Unicode.Scalar.init)))
    var chart = Chart(title: letters)
    chart.add(LineMark(x: [0, 1], y: [0, 1]))
    let text = Self.text(try Figure(chart).pdf(width: 10_000, height: 800))
    #expect(text.contains("/B1 28 Tf"))
    #expect(!text.contains("/B2 "))
  }
}
