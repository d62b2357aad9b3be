import Plotting
import Testing

/// Advances are DejaVu Sans 2.37's own (units of 1/2048 em), read with `python3 -c "from
/// fontTools.ttLib import TTFont; f = TTFont('DejaVuSans.ttf');
/// print(f['hmtx'][f.getBestCmap()[ord('W')]])"`.
@Suite struct TypefaceTests {
  @Test(arguments: [
    ("W", 2025.0), ("i", 569), (" ", 651), ("0", 1303), ("Σ", 1294), ("−", 1716), ("→", 1716),
  ])
  func advancesAreTheFonts(text: String, units: Double) {
    #expect(abs(Typeface.regular().width(of: text, size: 2048) - units) < 1e-6)
  }

  @Test func everythingAReportNeedsIsThere() {
    let needed = """
       !"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{\
      |}~äöüßéèñçåøÆαβγδεζηθικλμνξοπρστυφχψωΓΔΘΛΞΠΣΦΨΩ⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺₀₁₂µ×≤≥±–—…√→∞≈≠·•°“”‘’−∑∂‰
      """
    #expect(Typeface.regular().covers(needed))
    #expect(Typeface.bold().covers(needed))
  }

  @Test func missingLettersTakeTheReplacementsWidthAndControlsASpaces() {
    let face = Typeface.regular()
    #expect(face.width(of: "漢", size: 10) == face.width(of: "\u{FFFD}", size: 10))
    #expect(face.width(of: "\n", size: 10) == face.width(of: " ", size: 10))
  }

  @Test func boldIsWider() {
    #expect(
      Typeface.bold().width(of: "pruning", size: 10) > Typeface.regular().width(
        of: "pruning", size: 10) * 1.05)
  }
}
