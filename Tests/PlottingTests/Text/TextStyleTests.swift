import Plotting
import Testing

@Suite struct TextStyleTests {
  private let style = TextStyle(typeface: .regular(), size: 40, color: .black)

  /// The pixels that a text blackens.
  private func inked(_ text: String, at anchor: Point, _ style: TextStyle) throws -> Rectangle {
    var canvas = try PixelCanvas(width: 300, height: 300)
    canvas.drawText(text, at: anchor, style: style)
    let dark = (0..<300 * 300).filter { canvas.bytes[3 * $0] < 128 }
    let xs = dark.map { Double($0 % 300) }
    let ys = dark.map { Double($0 / 300) }
    return Rectangle(
      Point(xs.min() ?? 0, ys.min() ?? 0), Point((xs.max() ?? 0) + 1, (ys.max() ?? 0) + 1))
  }

  @Test(arguments: [0.0, 90, -90, 45])
  func inkStaysInsideTheBounds(angle: Double) throws {
    for horizontal in [TextStyle.Horizontal.left, .center, .right] {
      let rotated = style.aligned(horizontal, .middle, angle: angle)
      let bounds = rotated.bounds(of: "Tgap", at: Point(150, 150)).inset(by: -2)
      let ink = try inked("Tgap", at: Point(150, 150), rotated)
      #expect(bounds.intersection(ink) == ink)
      #expect(ink.width * ink.height > 0.4 * bounds.inset(by: 2).width * bounds.inset(by: 2).height)
    }
  }

  @Test func capitalsStandOnTheBaselineAtCapitalHeight() throws {
    let ink = try inked("H", at: Point(100, 200), style)
    #expect(abs(ink.bottom - 200) <= 1)
    // 1493 / 2048 em is DejaVu's capital height.
    #expect(abs(ink.height - 40 * 1493 / 2048) <= 1)
  }

  @Test func middleCentresCapitals() throws {
    let ink = try inked("H", at: Point(100, 100), style.aligned(.center, .middle))
    #expect(abs(ink.center.y - 100) <= 1)
    #expect(abs(ink.center.x - 100) <= 1)
  }

  @Test func quarterTurnSwapsWidthAndHeight() throws {
    let level = try inked("plot", at: Point(150, 150), style.aligned(.center, .middle))
    let upright = try inked("plot", at: Point(150, 150), style.aligned(.center, .middle, angle: 90))
    #expect(abs(level.width - upright.height) <= 2)
    #expect(abs(level.height - upright.width) <= 2)
  }
}
