import Devices
import Testing

struct TunedShapesTests {
  private static let shapes = [
    "sparse 40x90, 4 lanes, 1 places": GroupShape(tile: 1, side: 1, lanes: 4, rows: 8),
    "codes 4x9, 1 lanes, 64 places": GroupShape(tile: 8, side: 16, lanes: 1, rows: 2),
  ]

  @Test func shapesComeBack() {
    let text = TunedShapes.text(Self.shapes)
    #expect(TunedShapes.shapes(in: Array(text.utf8)) == Self.shapes)
  }

  /// A file may hold anything.
  @Test(arguments: [
    "", ":", "a: 1 1 1", "a: 1 1 1 0", "a: -1 1 1 1", "a: 3 1 1 1", "a: x 1 1 1", "\u{0}\n:::",
  ])
  func nonsenseIsLeftOut(text: String) {
    #expect(TunedShapes.shapes(in: Array(text.utf8)).isEmpty)
  }
}
