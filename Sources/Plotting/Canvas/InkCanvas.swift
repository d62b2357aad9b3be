/// Counts where drawing would leave ink, in cells of 4 × 4 pixels: how a legend finds a quiet
/// corner.
struct InkCanvas: Canvas {
  static let cell = 4
  let width: Int
  let height: Int
  var clip: Rectangle
  private let columns: Int
  private var inked: [Bool]

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    clip = Rectangle(x: 0, y: 0, width: Double(width), height: Double(height))
    columns = width / Self.cell + 1
    inked = [Bool](repeating: false, count: columns * (height / Self.cell + 1))
  }

  mutating func fill(x: Int, y: Int, color: Color, coverage: Double) {
    guard x >= 0, x < width, y >= 0, y < height else { return }
    inked[y / Self.cell * columns + x / Self.cell] = true
  }

  /// The part of the rectangle's cells that hold ink, 0 … 1.
  func inkedPart(of rectangle: Rectangle) -> Double {
    let area = rectangle.intersection(bounds)
    let rows =
      Int(area.y) / Self.cell..<max(Int(area.y) / Self.cell + 1, Int(area.bottom) / Self.cell)
    let across =
      Int(area.x) / Self.cell..<max(Int(area.x) / Self.cell + 1, Int(area.right) / Self.cell)
    let count = rows.reduce(0) { sum, row in sum + across.count { inked[row * columns + $0] } }
    return Double(count) / Double(rows.count * across.count)
  }
}
