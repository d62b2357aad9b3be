/// Counts of given bins as bars that touch. Overlaid histograms let each other shine through.
public struct HistogramMark: Mark {
  /// Ascending; bin i is [edges[i], edges[i + 1]).
  public var edges: [Double]
  /// One for each bin.
  public var counts: [Double]
  public var name: String?
  public var color: Color?
  /// False for the outline alone.
  public var isFilled: Bool
  public var axis: VerticalAxis

  public init(
    edges: [Double], counts: [Double], name: String? = nil, color: Color? = nil,
    isFilled: Bool = true,
    axis: VerticalAxis = .left
  ) {
    self.edges = edges
    self.counts = counts
    self.name = name
    self.color = color
    self.isFilled = isFilled
    self.axis = axis
  }

  public var extents: Extents {
    var extents = Extents(x: Extent(edges), y: Extent(counts))
    if !counts.isEmpty { extents.y.anchor(0) }
    return extents
  }

  public func check() throws(PlottingError) {
    try checkLength(
      "histogram", "edges", edges.count,
      equals: counts.isEmpty && edges.isEmpty ? 0 : counts.count + 1)
    try checkEdges("histogram", edges)
  }

  public func legendEntries(in style: MarkStyle) -> [LegendEntry] {
    guard let name else { return [] }
    let color = style.color(color)
    return [
      LegendEntry(
        name: name, color: color, line: outline(style), fill: isFilled ? fill(color) : nil)
    ]
  }

  public func draw(on canvas: inout some Canvas, in frame: Frame) {
    let lefts = edges.map { frame.x($0).rounded() }
    let tops = counts.map { frame.y($0) }
    // Without a zero the areas of bars would mean nothing: a logarithmic count is its outline
    // alone.
    if isFilled, frame.y(0).isFinite {
      let color = fill(frame.style.color(color))
      for i in tops.indices where tops[i].isFinite && lefts[i].isFinite && lefts[i + 1].isFinite {
        canvas.fillRectangle(
          Rectangle(Point(lefts[i], tops[i]), Point(lefts[i + 1], frame.baseline)), color: color)
      }
    }
    canvas.stroke(silhouette(lefts, tops, base: frame.baseline), with: outline(frame.style))
    tellBins(lefts, on: &canvas, in: frame)
  }

  private func tellBins(_ lefts: [Double], on canvas: inout some Canvas, in frame: Frame) {
    guard canvas.isPointedAt else { return }
    for i in counts.indices where counts[i] > 0 && lefts[i].isFinite && lefts[i + 1].isFinite {
      let place = "\(NumberText.shortest(edges[i])) to \(NumberText.shortest(edges[i + 1]))"
      canvas.tell(
        "\(name.map { $0 + ", " } ?? "")\(place): \(NumberText.shortest(counts[i]))",
        over: Rectangle(Point(lefts[i], frame.area.y), Point(lefts[i + 1], frame.baseline)))
    }
  }

  private func fill(_ color: Color) -> Color { color.withOpacity(0.35) }

  private func outline(_ style: MarkStyle) -> Stroke {
    Stroke(
      color: style.color(color), width: isFilled ? style.theme.thinWidth : style.theme.lineWidth)
  }

  /// Up, along and down the bars; the line is broken along bins that lie on the base.
  private func silhouette(_ lefts: [Double], _ tops: [Double], base: Double) -> [Point] {
    let heights = tops.map { $0.isFinite ? $0 : base }
    var path: [Point] = []
    var before = base
    for (i, top) in heights.enumerated() {
      if top != base || before != base { path.append(Point(lefts[i], before)) }
      if top == base {
        if before != base { path += [Point(lefts[i], base), Point(.nan, .nan)] }
      } else {
        path += [Point(lefts[i], top), Point(lefts[i + 1], top)]
      }
      before = top
    }
    if before != base, let last = lefts.last { path.append(Point(last, base)) }
    return path
  }
}
