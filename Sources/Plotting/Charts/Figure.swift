/// A grid of charts in one picture.
public struct Figure: Sendable {
  public var title: String
  public var charts: [Chart]
  /// Charts side by side; the grid is filled row by row.
  public var columns: Int

  public init(_ chart: Chart) { self.init(title: "", charts: [chart], columns: 1) }

  public init(title: String = "", charts: [Chart], columns: Int = 2) {
    self.title = title
    self.charts = charts
    self.columns = columns
  }

  /// The picture as the bytes of a PNG file; the same figure gives the same bytes.
  ///
  /// - Parameters:
  ///   - width, height: pixels, 1 … 10 000.
  ///   - scale: pixels per typographic unit (text is 11 to 14 units high): 2 for documents, 1 for
  ///   screens.
  public func png(width: Int = 1200, height: Int = 800, scale: Double = 2) throws(PlottingError)
    -> [UInt8]
  {
    try encodePNG(
      pixels(width: width, height: height, scale: scale),
      texts: [("Title", pictureTitle), ("Software", "dcs")], pixelsPerPoint: scale)
  }

  /// The picture for terminals that show sixels.
  public func sixel(width: Int = 1200, height: Int = 800, scale: Double = 2) throws(PlottingError)
    -> String
  {
    encodeSixel(try pixels(width: width, height: height, scale: scale))
  }

  private func pixels(width: Int, height: Int, scale: Double) throws(PlottingError) -> PixelCanvas {
    var canvas = try PixelCanvas(width: width, height: height)
    try draw(on: &canvas, theme: try Theme(scale: scale))
    return canvas
  }

  /// The picture as an SVG file, in which text stays text.
  public func svg(width: Int = 1200, height: Int = 800, scale: Double = 2) throws(PlottingError)
    -> String
  {
    let canvas = try vectors(width: width, height: height, scale: scale)
    return SVGDocument(canvas: canvas, title: pictureTitle, scale: scale).text()
  }

  /// The picture as a PDF file of one page.
  public func pdf(width: Int = 1200, height: Int = 800, scale: Double = 2) throws(PlottingError)
    -> [UInt8]
  {
    let canvas = try vectors(width: width, height: height, scale: scale)
    return PDFDocument(canvas: canvas, title: pictureTitle, scale: scale).bytes()
  }

  private func vectors(width: Int, height: Int, scale: Double) throws(PlottingError) -> VectorCanvas
  {
    var canvas = try VectorCanvas(width: width, height: height)
    try draw(on: &canvas, theme: try Theme(scale: scale))
    try canvas.check()
    return canvas
  }

  /// The characters of its words that the built-in faces lack: they are drawn as boxes.
  public func missingCharacters() -> [Character] {
    let face = Typeface.regular()
    var missing: [Character] = []
    for character in ([title] + charts.flatMap(\.words)).flatMap(face.missing)
    where !missing.contains(character) {
      missing.append(character)
    }
    return missing
  }

  private var pictureTitle: String { title.isEmpty ? charts.first?.title ?? "" : title }

  /// Draws all charts so that the plots of a column share their left and right borders, those of a
  /// row top and bottom.
  public func draw(on canvas: inout some Canvas, theme: Theme) throws(PlottingError) {
    guard !charts.isEmpty, columns > 0, charts.count <= 400 else {
      throw .badGrid(charts: charts.count, columns: columns)
    }
    for chart in charts { try chart.check() }
    canvas.fillRectangle(canvas.bounds, color: theme.background)
    let cells = cells(in: drawTitle(on: &canvas, theme: theme))
    let first = zip(charts, cells).map { ChartDrawing(chart: $0, cell: $1, theme: theme) }
    let shared = sharedInsets(first.map(\.layout.insets))
    for (i, drawing) in first.enumerated() {
      let aligned =
        charts.count > 1
        ? ChartDrawing(chart: charts[i], cell: cells[i], theme: theme, least: shared[i]) : drawing
      aligned.draw(on: &canvas)
    }
  }

  /// Draws the title if there is room and returns the rest of the canvas.
  private func drawTitle(on canvas: inout some Canvas, theme: Theme) -> Rectangle {
    let all = canvas.bounds
    let style = theme.figureTitle
    let lines = style.wrapped(title, width: all.width - 2 * theme.margin, lines: 2)
    let height = theme.margin + Double(lines.count) * style.lineHeight
    guard !lines.isEmpty, height < all.height * 0.3 else { return all }
    for (i, line) in lines.enumerated() {
      canvas.drawText(
        line, at: Point(theme.margin, theme.margin + Double(i) * style.lineHeight),
        style: style.aligned(.left, .top))
    }
    return all.inset(top: height)
  }

  private var columnCount: Int { min(columns, charts.count) }

  private func cells(in area: Rectangle) -> [Rectangle] {
    let rows = (charts.count + columnCount - 1) / columnCount
    let (width, height) = (area.width / Double(columnCount), area.height / Double(rows))
    return charts.indices.map { i in
      Rectangle(
        x: area.x + Double(i % columnCount) * width, y: area.y + Double(i / columnCount) * height,
        width: width,
        height: height)
    }
  }

  /// For each chart the greatest room its column needs left and right, and its row above and below.
  private func sharedInsets(_ insets: [Insets]) -> [Insets] {
    insets.indices.map { i in
      let column = insets.indices.filter { $0 % columnCount == i % columnCount }.map { insets[$0] }
      let row = insets.indices.filter { $0 / columnCount == i / columnCount }.map { insets[$0] }
      return Insets(
        left: column.map(\.left).max() ?? 0, top: row.map(\.top).max() ?? 0,
        right: column.map(\.right).max() ?? 0,
        bottom: row.map(\.bottom).max() ?? 0)
    }
  }
}
