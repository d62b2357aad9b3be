import Plotting
import Testing

@Suite struct ColorTests {
  @Test func hexadecimalDigitsAreRedGreenBlue() {
    #expect(Color(0x123456) == Color(red: 0x12, green: 0x34, blue: 0x56))
    #expect(Color.white == Color(red: 255, green: 255, blue: 255) && Color.black.lightness == 0)
    #expect(Color(0xFF0000, opacity: 0.5).withOpacity(1) == Color(0xFF0000))
  }

  /// Halfway between black and white is 127.5, rounded up; opacity stays the first one's.
  @Test func mixing() {
    #expect(Color.black.mixed(with: .white, part: 0.5) == Color(0x808080))
    #expect(Color(0x204060).mixed(with: Color(0x406080), part: 0) == Color(0x204060))
    #expect(Color(0x204060).mixed(with: Color(0x406080), part: 1) == Color(0x406080))
    #expect(Color(0x204060, opacity: 0.3).mixed(with: .white, part: 0.25).opacity == 0.3)
  }

  /// ITU-R BT.601: 0.299, 0.587 and 0.114 of red, green and blue.
  @Test func lightness() {
    #expect(abs(Color(0xFF0000).lightness - 0.299) < 1e-12)
    #expect(abs(Color(0x00FF00).lightness - 0.587) < 1e-12)
    #expect(abs(Color(0x0000FF).lightness - 0.114) < 1e-12)
    #expect(abs(Color.white.lightness - 1) < 1e-12)
  }
}
