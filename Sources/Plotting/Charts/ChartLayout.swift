/// Where everything of a chart goes: computed before anything is drawn, from text widths alone.
struct ChartLayout: Sendable {
  let chart: Chart
  let theme: Theme
  let cell: Rectangle
  let detail: ChartDetail
  let isLegendOutside: Bool
  let xScale: any Scale
  let leftScale: any Scale
  let rightScale: (any Scale)?
  let legend: LegendLayout
  private let droppedNote: String
  private(set) var plot: Rectangle
  private(set) var xTicks = AxisTicks()
  private(set) var leftTicks = AxisTicks()
  private(set) var rightTicks = AxisTicks()
  private(set) var barTicks = AxisTicks()

  /// - Parameter least: room that must be kept at least, so that plots in a grid line up.
  init(
    chart: Chart, cell: Rectangle, theme: Theme, detail: ChartDetail, isLegendOutside: Bool,
    least: Insets = Insets()
  ) {
    self.chart = chart
    self.theme = theme
    self.cell = cell
    self.detail = detail
    let scales = chart.scales()
    (xScale, leftScale, rightScale) = scales
    droppedNote = Self.note(chart, theme, (scales.x, scales.left, scales.right))
    let entries =
      detail.showsLegend && chart.legend != .hidden ? chart.legendEntries(theme: theme) : []
    legend = LegendLayout(entries: entries, theme: theme, widest: cell.width * 0.38)
    self.isLegendOutside = isLegendOutside && !entries.isEmpty
    plot = cell.inset(by: theme.margin)
    for _ in 0..<3 { settle(least: least) }
  }

  /// The fullest lettering that leaves the plot at least 40% of the cell's width and height.
  static func fitting(
    chart: Chart, cell: Rectangle, theme: Theme, isLegendOutside: Bool, least: Insets = Insets()
  ) -> ChartLayout {
    var layout = ChartLayout(
      chart: chart, cell: cell, theme: theme, detail: .full, isLegendOutside: isLegendOutside,
      least: least)
    for detail in ChartDetail.allCases.dropFirst() where !layout.isRoomy {
      layout = ChartLayout(
        chart: chart, cell: cell, theme: theme, detail: detail, isLegendOutside: isLegendOutside,
        least: least)
    }
    return layout
  }

  private var isRoomy: Bool { plot.width >= 0.4 * cell.width && plot.height >= 0.4 * cell.height }

  /// The room taken around the plot.
  var insets: Insets {
    Insets(
      left: plot.x - cell.x, top: plot.y - cell.y, right: cell.right - plot.right,
      bottom: cell.bottom - plot.bottom)
  }

  /// Chooses ticks for the plot area as it is, then makes room for their labels.
  private mutating func settle(least: Insets) {
    if detail.showsTicks { chooseTicks() }
    let room = Insets(left: leftRoom, top: topRoom, right: rightRoom, bottom: bottomRoom).atLeast(
      least)
    plot = cell.inset(left: room.left, top: room.top, right: room.right, bottom: room.bottom)
    plot = Rectangle(
      Point(plot.x.rounded(), plot.y.rounded()), Point(plot.right.rounded(), plot.bottom.rounded()))
  }

  private mutating func chooseTicks() {
    let style = theme.tickLabel
    xTicks = .horizontal(
      scale: xScale, format: chart.xAxis.format, length: plot.width, style: style)
    leftTicks = .vertical(
      scale: leftScale, format: chart.yAxis.format, length: plot.height, style: style)
    if let rightScale, let axis = chart.rightAxis {
      rightTicks = .vertical(
        scale: rightScale, format: axis.format, length: plot.height, style: style)
    }
    if let colors = chart.colorScale {
      barTicks = .vertical(
        scale: colors.scale, format: colors.format, length: plot.height, style: style)
      barTicks.reachEnds(of: colors.scale, format: colors.format, length: plot.height, style: style)
    }
    shorten()
  }

  /// Names longer than a third of the cell, or turned names that would leave it to the left, end in
  /// "…".
  private mutating func shorten() {
    let style = theme.tickLabel
    leftTicks.labels = leftTicks.labels.map { style.truncated($0, width: cell.width / 3) }
    guard xTicks.angle != 0 else { return }
    xTicks.labels = zip(xTicks.values, xTicks.labels).map { value, label in
      let toTheLeft = plot.x + xScale.position(of: value) * plot.width - cell.x - theme.gap
      let room =
        xTicks.angle == 90 ? cell.height * 0.35 : min(cell.height * 0.4, toTheLeft * 1.35)
      return style.truncated(label, width: room / xTicks.shrink)
    }
  }
}

/// Room needed on each side.
extension ChartLayout {
  private var edge: Double { detail.showsTicks ? theme.margin : theme.margin / 4 }
  private var tickRoom: Double { theme.tickLength + theme.gap }
  private func labelRoom(_ label: String) -> Double {
    detail.showsAxisLabels && !label.isEmpty ? theme.axisLabel.lineHeight + theme.gap : 0
  }
  private func widest(_ ticks: AxisTicks) -> Double {
    (ticks.labels.map(theme.tickLabel.width).max() ?? 0) * ticks.shrink
  }

  private func tickStyle(_ ticks: AxisTicks) -> TextStyle {
    var style = theme.tickLabel
    style.size *= ticks.shrink
    return style
  }

  private var leftRoom: Double {
    guard detail.showsTicks else { return edge }
    let overhang =
      xTicks.angle == 0 ? (theme.tickLabel.width(of: xTicks.labels.first ?? "") / 2) : 0
    let firstX = (xTicks.values.first.map(xScale.position) ?? 0) * plot.width
    return max(
      edge + labelRoom(yLabel) + widest(leftTicks) + tickRoom,
      edge / 2 + overhang - firstX)
  }

  private var rightRoom: Double {
    guard detail.showsTicks else { return edge }
    var room = edge
    if rightScale != nil { room += rightAxisRoom }
    if chart.colorScale != nil { room += colorBarRoom }
    if isLegendOutside { room += legend.size.width + 2 * theme.gap }
    let lastX = (1 - (xTicks.values.last.map(xScale.position) ?? 1)) * plot.width
    let overhang = xTicks.angle == 0 ? theme.tickLabel.width(of: xTicks.labels.last ?? "") / 2 : 0
    return max(room, edge / 2 + overhang - lastX)
  }

  private var rightAxisRoom: Double {
    tickRoom + widest(rightTicks) + labelRoom(chart.rightAxis?.label ?? "")
  }

  private var colorBarRoom: Double {
    3 * theme.gap + theme.tickLabel.size + tickRoom + widest(barTicks)
      + labelRoom(chart.colorScale?.label ?? "")
  }

  private var bottomRoom: Double {
    guard detail.showsTicks else { return edge }
    let style = theme.tickLabel
    let height =
      switch xTicks.angle {
      case 0: style.size
      case 90: widest(xTicks)
      default: (widest(xTicks) + style.size * xTicks.shrink) * 0.7072
      }
    return edge * 0.8 + labelRoom(xLabel) + height + tickRoom
  }

  private var topRoom: Double {
    guard detail.showsTicks else { return edge }
    let header = headerLines.reduce(0) { $0 + $1.style.lineHeight }
    return edge + header + (header > 0 ? 2 * theme.gap : 0)
  }
}

/// What is written where.
extension ChartLayout {
  private var xLabel: String { label(chart.xAxis.label, xTicks) }
  private var yLabel: String { label(chart.yAxis.label, leftTicks) }

  /// With what the numbers of the axis leave out.
  private func label(_ label: String, _ ticks: AxisTicks) -> String {
    guard !ticks.offset.isEmpty else { return label }
    return label.isEmpty ? "+ \(ticks.offset)" : "\(label) (+ \(ticks.offset))"
  }

  private var headerLines: [(text: String, style: TextStyle)] {
    let width = cell.width - 2 * theme.margin
    var lines: [(String, TextStyle)] = []
    if detail.showsTitle {
      lines += theme.title.wrapped(chart.title, width: width, lines: 2).map { ($0, theme.title) }
    }
    if detail.showsSubtitle {
      lines += theme.subtitle.wrapped(chart.subtitle, width: width, lines: 2).map {
        ($0, theme.subtitle)
      }
    }
    let step = max(xTicks.step, leftTicks.step)
    let notes = [droppedNote, step > 1 ? "One name of \(step) is written" : ""]
    for note in notes where detail.showsTicks && !note.isEmpty {
      lines += theme.subtitle.wrapped(note, width: width, lines: 2).map { ($0, theme.subtitle) }
    }
    return lines
  }

  /// What is not drawn is said. Positions do not depend on where the plot ends up.
  private static func note(
    _ chart: Chart, _ theme: Theme, _ scales: (any Scale, any Scale, (any Scale)?)
  )
    -> String
  {
    let area = Rectangle(x: 0, y: 0, width: 1, height: 1)
    return chart.dropped { mark in
      Frame(
        area: area, xScale: scales.0, yScale: mark.axis == .right ? scales.2 ?? scales.1 : scales.1,
        style: MarkStyle(theme: theme, first: 0))
    }.note
  }

  /// Title and subtitle, flush left, and the labels of the axes.
  var texts: [PlacedText] {
    var y = cell.y + theme.margin
    let header = headerLines.map { line in
      defer { y += line.style.lineHeight }
      return PlacedText(
        text: line.text, anchor: Point(cell.x + theme.margin, y),
        style: line.style.aligned(.left, .top))
    }
    return header + (detail.showsAxisLabels ? axisLabels : []) + tickLabels
  }

  private var axisLabels: [PlacedText] {
    let style = theme.axisLabel
    var texts: [PlacedText] = []
    func add(_ label: String, _ anchor: Point, _ style: TextStyle, _ room: Double) {
      guard !label.isEmpty else { return }
      texts.append(
        PlacedText(text: style.truncated(label, width: room), anchor: anchor, style: style))
    }
    let upright = uprightEnd - plot.y
    add(
      xLabel, Point(plot.center.x, cell.bottom - edge * 0.8),
      style.aligned(.center, .bottom),
      2 * min(plot.center.x - cell.x, cell.right - plot.center.x))
    let left = cell.x + edge + theme.axisLabel.lineHeight
    add(
      yLabel, Point(left, upCenter(yLabel)),
      style.aligned(.center, .bottom, angle: 90), upright)
    if let axis = chart.rightAxis {
      let right = plot.right + tickRoom + widest(rightTicks) + theme.gap
      add(
        axis.label, Point(right, upCenter(axis.label)), style.aligned(.center, .top, angle: 90),
        upright)
    }
    if let colors = chart.colorScale {
      let right = colorBar.right + tickRoom + widest(barTicks) + theme.gap
      add(
        colors.label, Point(right, upCenter(colors.label)), style.aligned(.center, .top, angle: 90),
        upright)
    }
    return texts
  }

  /// How far down upright labels may reach: beside level tick labels, not beside turned ones.
  private var uprightEnd: Double {
    plot.bottom + tickRoom + (xTicks.angle == 0 ? theme.tickLabel.size : 0)
  }

  /// The middle of an upright label: the plot's, moved down so that a long label stays below the
  /// title.
  private func upCenter(_ label: String) -> Double {
    let half = min(theme.axisLabel.width(of: label), uprightEnd - plot.y) / 2
    return max(plot.y + half, min(plot.center.y, uprightEnd - half))
  }

  private var tickLabels: [PlacedText] {
    let below = plot.bottom + tickRoom
    let style = theme.tickLabel
    let xStyle =
      xTicks.angle == 0
      ? tickStyle(xTicks).aligned(.center, .top)
      : tickStyle(xTicks).aligned(.right, .middle, angle: xTicks.angle)
    let lift = xTicks.angle == 45 ? style.size * 0.3 : 0
    return zip(xTicks.values, xTicks.labels).map { value, label in
      let x = plot.x + xScale.position(of: value) * plot.width
      return PlacedText(text: label, anchor: Point(x, below + lift), style: xStyle)
    }
      + sideLabels(
        leftTicks, leftScale, x: plot.x - tickRoom, tickStyle(leftTicks).aligned(.right, .middle))
      + (rightScale.map {
        sideLabels(rightTicks, $0, x: plot.right + tickRoom, style.aligned(.left, .middle))
      } ?? [])
      + (chart.colorScale.map {
        sideLabels(barTicks, $0.scale, x: colorBar.right + tickRoom, style.aligned(.left, .middle))
      } ?? [])
  }

  private func sideLabels(_ ticks: AxisTicks, _ scale: any Scale, x: Double, _ style: TextStyle)
    -> [PlacedText]
  {
    zip(ticks.values, ticks.labels).map { value, label in
      PlacedText(
        text: label, anchor: Point(x, plot.bottom - scale.position(of: value) * plot.height),
        style: style)
    }
  }

  /// The bar beside the plot that explains colours.
  var colorBar: Rectangle {
    let x = plot.right + 3 * theme.gap + (rightScale == nil ? 0 : rightAxisRoom)
    return Rectangle(
      x: x.rounded(), y: plot.y, width: theme.tickLabel.size.rounded(), height: plot.height)
  }

  /// Where a legend outside stands: at the top right of the cell, beside the plot.
  var outsideLegendBox: Rectangle {
    Rectangle(
      x: cell.right - theme.margin - legend.size.width, y: plot.y, width: legend.size.width,
      height: legend.size.height)
  }
}
