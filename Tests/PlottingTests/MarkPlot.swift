import Plotting

/// Marks on a plot whose axes run from 0 to 10, as recorded.
enum MarkPlot {
  /// A colour that nothing else has.
  static let pink = Color(0xFF00AA)

  static func drawn(_ marks: any Mark...) throws -> RecordingCanvas {
    var chart = Chart(
      xAxis: Axis(minimum: 0, maximum: 10), yAxis: Axis(minimum: 0, maximum: 10), legend: .hidden)
    for mark in marks { chart.add(mark) }
    return try recorded(chart)
  }

  static func lines(_ canvas: RecordingCanvas) -> [[Point]] {
    canvas.strokes.filter { $0.pen.color == pink }.map(\.points)
  }

  static func polygons(_ canvas: RecordingCanvas) -> [[Point]] {
    canvas.polygons.filter { $0.color == pink }.flatMap(\.contours)
  }

  /// The plot area, from the lines at the ends of both axes.
  static func area() throws -> Rectangle {
    let lines = lines(try drawn(VerticalLinesMark(at: [0, 10], color: pink)))
    return Rectangle(lines[0][0], lines[1][1])
  }

  /// Where a value lies in the plot.
  static func place(_ x: Double, _ y: Double) throws -> Point {
    let area = try area()
    return Point(area.x + area.width * x / 10, area.bottom - area.height * y / 10)
  }
}
