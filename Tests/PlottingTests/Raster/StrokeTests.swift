import Plotting
import Testing

@Suite struct StrokeTests {
  private func row(_ stroke: Stroke, length: Int = 40) throws -> [Bool] {
    var canvas = try PixelCanvas(width: length, height: 5)
    canvas.stroke([Point(0, 2.5), Point(Double(length), 2.5)], with: stroke)
    return (0..<length).map { canvas.color(x: $0, y: 2) == .black }
  }

  @Test func dashesAlternate() throws {
    // Ends are round: a dash of 8 drawn with width 2 blackens about 9 pixels, the gap of 12 leaves
    // about 11.
    let pixels = try row(Stroke(color: .black, width: 2, dashes: [8, 12]))
    #expect((0..<8).allSatisfy { pixels[$0] })
    #expect((10..<18).allSatisfy { !pixels[$0] })
    #expect((21..<27).allSatisfy { pixels[$0] })
    #expect((31..<38).allSatisfy { !pixels[$0] })
  }

  @Test(arguments: [[0.0], [0, 0], [-1, 2], [1e-9, 1e-9], [.nan, 1]])
  func absurdPatternsStaySolid(pattern: [Double]) throws {
    let pixels = try row(Stroke(color: .black, width: 2, dashes: pattern))
    #expect((1..<39).allSatisfy { pixels[$0] })
  }

  @Test func oddPatternsRepeatTurnedOver() throws {
    let once = try row(Stroke(color: .black, width: 1, dashes: [5]))
    let twice = try row(Stroke(color: .black, width: 1, dashes: [5, 5]))
    #expect(once == twice)
  }
}
