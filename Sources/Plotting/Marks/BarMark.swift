/// Bars over named categories, side by side or stacked, upright or lying. Category i stands at 0,
/// 1, 2 … of its axis; lying bars start at the top, so there category i stands at count - 1 - i.
public struct BarMark: Mark {
  public struct Series: Sendable {
    public var name: String?
    /// One for each category; NaN for no bar.
    public var values: [Double]
    public var color: Color?
    /// A range around each value, where bars stand side by side.
    public var spread: Spread?
    /// 0 … 1.
    public var opacity: Double

    public init(
      name: String? = nil, values: [Double], color: Color? = nil, spread: Spread? = nil,
      opacity: Double = 1
    ) {
      self.name = name
      self.values = values
      self.color = color
      self.spread = spread
      self.opacity = opacity
    }
  }

  public enum Arrangement: Sendable { case grouped, stacked }

  public var categories: [String]
  public var series: [Series]
  public var arrangement: Arrangement
  public var isHorizontal: Bool
  /// How to write each bar's value beside it (inside, if stacked); nil for not at all.
  public var valueFormat: TickFormat?

  public init(
    categories: [String], series: [Series], arrangement: Arrangement = .grouped,
    isHorizontal: Bool = false,
    valueFormat: TickFormat? = nil
  ) {
    self.categories = categories
    self.series = series
    self.arrangement = arrangement
    self.isHorizontal = isHorizontal
    self.valueFormat = valueFormat
  }

  public var styleCount: Int { series.count }

  public var extents: Extents {
    var values = Extent()
    if !categories.isEmpty { values.anchor(0) }
    for bar in bars { values.include(bar.end) }
    for spread in series.compactMap(\.spread) {
      for end in spread.low + spread.high { values.include(end) }
    }
    // A number written behind a bar needs room on the axis.
    if valueFormat != nil, arrangement == .grouped, values.maximum > 0 {
      values.include(values.maximum * (isHorizontal ? 1.1 : 1.05))
    }
    var extents = isHorizontal ? Extents(x: values) : Extents(y: values)
    if isHorizontal {
      extents.yCategories = categories.reversed()
    } else {
      extents.xCategories = categories
    }
    return extents
  }

  public func check() throws(PlottingError) {
    for series in series {
      try checkLength(
        "bars", series.name ?? "values", series.values.count, equals: categories.count)
      try series.spread?.check("bars", count: categories.count)
    }
  }

  public var barAxis: BarAxis? { isHorizontal ? .x : .y }

  /// A bar that ends beyond the axis is cut there; one without a value is missing.
  public func dropped(in frame: Frame) -> DroppedValues {
    var dropped = DroppedValues()
    let along = isHorizontal ? frame.xScale : frame.yScale
    for bar in bars {
      dropped.all += 1
      if !bar.end.isFinite {
        dropped.unplaced += 1
      } else if along.position(of: bar.end) > 1 + 1e-9 || along.position(of: bar.end) < -1e-9 {
        dropped.outside += 1
      }
    }
    return dropped
  }

  public func legendEntries(in style: MarkStyle) -> [LegendEntry] {
    series.enumerated().compactMap { index, series in
      series.name.map {
        let color = style.color(series.color, series: index)
        return LegendEntry(name: $0, color: color, fill: color, hatch: .automatic(index))
      }
    }
  }

  public func draw(on canvas: inout some Canvas, in frame: Frame) {
    let boxes = bars.compactMap { bar in box(of: bar, in: frame).map { (bar: bar, box: $0) } }
    for (bar, box) in boxes {
      canvas.fillRectangle(box, color: color(of: bar, frame.style))
      Hatch.automatic(bar.series).draw(on: &canvas, in: box, theme: frame.theme)
      if canvas.isPointedAt { tell(bar, box, on: &canvas) }
    }
    drawSpreads(boxes, on: &canvas, in: frame)
    if let valueFormat { drawValues(boxes, valueFormat, on: &canvas, in: frame) }
  }

  private func tell(_ bar: Bar, _ box: Rectangle, on canvas: inout some Canvas) {
    let name = series[bar.series].name.map { $0 + ", " } ?? ""
    canvas.tell("\(name)\(categories[bar.category]): \(NumberText.shortest(bar.value))", over: box)
  }

  private func color(of bar: Bar, _ style: MarkStyle) -> Color {
    style.color(series[bar.series].color, series: bar.series)
      .withOpacity(min(max(series[bar.series].opacity, 0), 1))
  }

  /// A whisker through the end of each bar.
  private func drawSpreads(
    _ boxes: [(bar: Bar, box: Rectangle)], on canvas: inout some Canvas, in frame: Frame
  ) {
    guard arrangement == .grouped else { return }
    let pen = Stroke(color: frame.theme.text, width: frame.theme.lineWidth * 0.7)
    let along = isHorizontal ? frame.x : frame.y
    for (bar, box) in boxes {
      guard let spread = series[bar.series].spread else { continue }
      let ends = (along(spread.low[bar.category]), along(spread.high[bar.category]))
      guard ends.0.isFinite, ends.1.isFinite else { continue }
      let middle = box.center
      let cap = min(frame.theme.markerRadius, (isHorizontal ? box.height : box.width) / 3)
      func point(_ along: Double, _ across: Double) -> Point {
        isHorizontal ? Point(along, middle.y + across) : Point(middle.x + across, along)
      }
      canvas.stroke([point(ends.0, 0), point(ends.1, 0)], with: pen)
      for end in [ends.0, ends.1] { canvas.stroke([point(end, -cap), point(end, cap)], with: pen) }
    }
  }
}

/// One bar in data units.
private struct Bar {
  let series: Int
  let category: Int
  let value: Double
  let start: Double
  let end: Double
  /// Across the bars, in categories.
  let low: Double
  let high: Double
}

extension BarMark {
  /// Eight tenths of a category's width hold bars.
  private var filledPart: Double { 0.8 }

  private var bars: [Bar] {
    categories.indices.flatMap { category in
      let middle = Double(isHorizontal ? categories.count - 1 - category : category)
      return arrangement == .grouped ? group(category, middle) : stack(category, middle)
    }
  }

  private func group(_ category: Int, _ middle: Double) -> [Bar] {
    let width = filledPart / Double(series.count)
    return series.indices.filter { category < series[$0].values.count }.map { index in
      let place = Double(isHorizontal ? series.count - 1 - index : index)
      let low = middle - filledPart / 2 + place * width
      let value = series[index].values[category]
      return Bar(
        series: index, category: category, value: value, start: 0, end: value, low: low,
        high: low + width)
    }
  }

  /// Positive values pile up, negative ones down.
  private func stack(_ category: Int, _ middle: Double) -> [Bar] {
    var (up, down) = (0.0, 0.0)
    return series.indices.filter { category < series[$0].values.count }.map { index in
      let value = series[index].values[category]
      let start = value < 0 ? down : up
      let end = start + value
      if value.isFinite && value < 0 { down = end } else if value.isFinite { up = end }
      return Bar(
        series: index, category: category, value: value, start: start, end: end,
        low: middle - filledPart / 2,
        high: middle + filledPart / 2)
    }
  }

  /// On whole pixels; nil for bars without a value.
  private func box(of bar: Bar, in frame: Frame) -> Rectangle? {
    let along = isHorizontal ? frame.x : frame.y
    let across = isHorizontal ? frame.y : frame.x
    let base = isHorizontal ? frame.verticalBaseline : frame.baseline
    let (start, end) = (along(bar.start), along(bar.end))
    guard end.isFinite else { return nil }
    let from = (start.isFinite && bar.start != 0 ? start : base).rounded()
    let (low, high) = (across(bar.low).rounded(), across(bar.high).rounded())
    return isHorizontal
      ? Rectangle(Point(from, low), Point(end.rounded(), high))
      : Rectangle(Point(low, from), Point(high, end.rounded()))
  }

}

/// Values written at the bars.
extension BarMark {
  private func drawValues(
    _ boxes: [(bar: Bar, box: Rectangle)], _ format: TickFormat, on canvas: inout some Canvas,
    in frame: Frame
  ) {
    let texts = boxes.map { format.label(for: $0.bar.value) }
    guard let style = valueStyle(texts, boxes.map(\.box), frame.theme) else { return }
    for (text, (bar, box)) in zip(texts, boxes) {
      if arrangement == .stacked {
        drawInside(text, box, over: color(of: bar, frame.style), style, on: &canvas, frame.theme)
      } else {
        drawBeside(
          text, box, isNegative: bar.value < 0, style, on: &canvas, gap: frame.theme.gap / 2)
      }
    }
  }

  /// One size for all, small enough for the narrowest bar; nil if it would not be legible.
  private func valueStyle(_ texts: [String], _ boxes: [Rectangle], _ theme: Theme) -> TextStyle? {
    var style = theme.note
    style.size *= 0.9
    guard arrangement == .grouped else { return style }
    let room = zip(texts, boxes).map { text, box in
      isHorizontal
        ? box.height / style.size : box.width / max(1, style.width(of: text) + theme.gap / 2)
    }
    let shrink = min(1, room.min() ?? 1)
    style.size *= shrink
    return shrink < 0.7 ? nil : style
  }

  private func drawInside(
    _ text: String, _ box: Rectangle, over fill: Color, _ style: TextStyle,
    on canvas: inout some Canvas, _ theme: Theme
  ) {
    var style = style.aligned(.center, .middle)
    let plate = style.bounds(of: text, at: box.center).inset(by: -theme.gap / 2)
    guard plate.width < box.width, plate.height < box.height else { return }
    canvas.fillRectangle(plate, color: fill)
    style.color = fill.lightness > 0.55 ? theme.text : theme.background
    canvas.drawText(text, at: box.center, style: style)
  }

  private func drawBeside(
    _ text: String, _ box: Rectangle, isNegative: Bool, _ style: TextStyle,
    on canvas: inout some Canvas, gap: Double
  ) {
    if isHorizontal {
      let x = isNegative ? box.x - gap : box.right + gap
      canvas.drawText(
        text, at: Point(x, box.center.y), style: style.aligned(isNegative ? .right : .left, .middle)
      )
    } else {
      let y = isNegative ? box.bottom + gap : box.y - gap
      canvas.drawText(
        text, at: Point(box.center.x, y), style: style.aligned(.center, isNegative ? .top : .bottom)
      )
    }
  }
}
