/// Bars over named categories, side by side or stacked, upright or lying. Category i stands at 0, 1, 2 … of its axis;
/// lying bars start at the top, so there category i stands at count - 1 - i.
public struct BarMark: Mark {
  public struct Series: Sendable {
    public var name: String?
    /// One for each category; NaN for no bar.
    public var values: [Double]
    public var color: Color?

    public init(name: String? = nil, values: [Double], color: Color? = nil) {
      self.name = name
      self.values = values
      self.color = color
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
    categories: [String], series: [Series], arrangement: Arrangement = .grouped, isHorizontal: Bool = false,
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
      try checkLength("bars", series.name ?? "values", series.values.count, equals: categories.count)
    }
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
    for bar in bars {
      let color = frame.style.color(series[bar.series].color, series: bar.series)
      guard let box = box(of: bar, in: frame) else { continue }
      canvas.fillRectangle(box, color: color)
      Hatch.automatic(bar.series).draw(on: &canvas, in: box, theme: frame.theme)
      if let valueFormat { drawValue(of: bar, valueFormat, beside: box, fill: color, on: &canvas, in: frame) }
    }
  }
}

/// One bar in data units.
private struct Bar {
  let series: Int
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
      return Bar(series: index, value: value, start: 0, end: value, low: low, high: low + width)
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
        series: index, value: value, start: start, end: end, low: middle - filledPart / 2,
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

  private func drawValue(
    of bar: Bar, _ format: TickFormat, beside box: Rectangle, fill: Color, on canvas: inout some Canvas,
    in frame: Frame
  ) {
    let text = format.labels(for: [bar.value])[0]
    var style = frame.theme.note
    style.size *= 0.9
    let gap = frame.theme.gap / 2
    let isDownward = bar.value < 0
    if arrangement == .stacked {
      guard style.width(of: text) + gap < box.width, style.lineHeight < box.height else { return }
      style.color = fill.lightness > 0.55 ? frame.theme.text : frame.theme.background
      canvas.drawText(text, at: box.center, style: style.aligned(.center, .middle))
    } else if isHorizontal {
      guard style.size * 0.8 < box.height else { return }
      let x = isDownward ? box.x - gap : box.right + gap
      canvas.drawText(text, at: Point(x, box.center.y), style: style.aligned(isDownward ? .right : .left, .middle))
    } else {
      guard style.width(of: text) < box.width * 1.25 else { return }
      let y = isDownward ? box.bottom + gap : box.y - gap
      canvas.drawText(text, at: Point(box.center.x, y), style: style.aligned(.center, isDownward ? .top : .bottom))
    }
  }
}
