/// A matrix of values as colours, with a colour bar beside the plot.
public struct HeatmapMark: Mark {
  /// [rows][columns]; values without a place on the colour scale (NaN) are light grey.
  public var values: [[Double]]
  public var colors: ColorScale
  /// How to write each value into its cell, where it fits; nil for not at all.
  public var valueFormat: TickFormat?
  private let xEdges: [Double]
  private let yEdges: [Double]
  private let xNames: [String]
  private let yNames: [String]

  /// Cells between numbers: column j spans xEdges[j] … xEdges[j + 1], row i yEdges[i] … yEdges[i +
  /// 1].
  public init(
    values: [[Double]], xEdges: [Double], yEdges: [Double], colors: ColorScale? = nil,
    valueFormat: TickFormat? = nil
  ) {
    self.values = values
    self.xEdges = xEdges
    self.yEdges = yEdges
    (xNames, yNames) = ([], [])
    self.colors = colors ?? Self.plainColors(values)
    self.valueFormat = valueFormat
  }

  /// Cells with names, the first row at the top.
  public init(
    values: [[Double]], columns: [String], rows: [String], colors: ColorScale? = nil,
    valueFormat: TickFormat? = nil
  ) {
    self.values = values.reversed()
    xNames = columns
    yNames = rows.reversed()
    xEdges = (0...columns.count).map { Double($0) - 0.5 }
    yEdges = (0...rows.count).map { Double($0) - 0.5 }
    self.colors = colors ?? Self.plainColors(values)
    self.valueFormat = valueFormat
  }

  private static func plainColors(_ values: [[Double]]) -> ColorScale {
    ColorScale(scale: LinearScale(showing: Extent(values.joined()), margin: 0))
  }

  public var styleCount: Int { 0 }
  public var colorScale: ColorScale? { colors }

  public var extents: Extents {
    var extents = Extents(x: Extent(xEdges), y: Extent(yEdges))
    for edge in [xEdges.first, xEdges.last].compactMap({ $0 }) { extents.x.anchor(edge) }
    for edge in [yEdges.first, yEdges.last].compactMap({ $0 }) { extents.y.anchor(edge) }
    extents.xCategories = xNames
    extents.yCategories = yNames
    return extents
  }

  public func check() throws(PlottingError) {
    try checkEdges("heat map", xEdges)
    try checkEdges("heat map", yEdges)
    try checkLength("heat map", "rows", values.count, equals: max(0, yEdges.count - 1))
    for (i, row) in values.enumerated() {
      try checkLength("heat map", "row \(i)", row.count, equals: max(0, xEdges.count - 1))
    }
  }

  public func draw(on canvas: inout some Canvas, in frame: Frame) {
    let xs = xEdges.map { frame.x($0).rounded() }
    let ys = yEdges.map { frame.y($0).rounded() }
    let isTold = canvas.isPointedAt && values.count * (values.first?.count ?? 0) <= 4000
    for (i, row) in values.enumerated() where ys[i].isFinite && ys[i + 1].isFinite {
      for (j, value) in row.enumerated() where xs[j].isFinite && xs[j + 1].isFinite {
        let box = Rectangle(Point(xs[j], ys[i]), Point(xs[j + 1], ys[i + 1]))
        let color = colors.color(of: value)
        canvas.fillRectangle(box, color: color)
        if isTold {
          let words = colors.format.label(for: value)
          canvas.tell("\(name(j, xNames)), \(name(i, yNames)): \(words)", over: box)
        }
        if let valueFormat, value.isFinite {
          write(value, valueFormat, in: box, over: color, on: &canvas, frame)
        }
      }
    }
  }

  private func name(_ index: Int, _ names: [String]) -> String {
    names.indices.contains(index) ? names[index] : "\(index)"
  }

  private func write(
    _ value: Double, _ format: TickFormat, in box: Rectangle, over color: Color,
    on canvas: inout some Canvas,
    _ frame: Frame
  ) {
    let text = format.label(for: value)
    var style = frame.theme.note.aligned(.center, .middle)
    guard style.width(of: text) + frame.theme.gap < box.width, style.size < box.height else {
      return
    }
    style.color = color.lightness > 0.5 ? frame.theme.text : frame.theme.background
    canvas.drawText(text, at: box.center, style: style)
  }
}
