/// One series of a chart and how it is drawn.
public struct Series: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    case line, points, step, stems, bars
  }

  public var name: String?
  public var x: [Double]
  /// NaN and infinities leave gaps.
  public var y: [Double]
  public var kind: Kind
  public var dashes: LineStyle
  /// Nil for what the kind usually has: short lines have circles, points the sign of the series'
  /// number.
  public var marker: Marker?
  public var color: Color?
  public var spread: Spread?
  /// 0 … 1.
  public var opacity: Double

  public init(
    name: String? = nil, x: [Double], y: [Double], kind: Kind = .line,
    dashes: LineStyle = .automatic,
    marker: Marker? = nil, color: Color? = nil, spread: Spread? = nil, opacity: Double = 1
  ) {
    self.name = name
    self.x = x
    self.y = y
    self.kind = kind
    self.dashes = dashes
    self.marker = marker
    self.color = color
    self.spread = spread
    self.opacity = opacity
  }

  /// Lines of more points than this have no markers unless asked for.
  static let longestMarkedLine = 40
}

/// How the bars among the series of a chart stand.
public struct BarSetting: Sendable {
  /// The places 0, 1, 2 … of the x axis.
  public var categories: [String]
  public var isStacked: Bool
  public var isHorizontal: Bool
  /// How to write each bar's value at it; nil for not at all.
  public var valueFormat: TickFormat?

  public init(
    categories: [String], isStacked: Bool = false, isHorizontal: Bool = false,
    valueFormat: TickFormat? = nil
  ) {
    self.categories = categories
    self.isStacked = isStacked
    self.isHorizontal = isHorizontal
    self.valueFormat = valueFormat
  }
}

extension Chart {
  /// Adds the series in their order; all bars, which share their places, as one mark where the
  /// first of them comes.
  public mutating func add(_ series: [Series], bars: BarSetting) {
    var hasBars = false
    for one in series {
      switch one.kind {
      case .bars where hasBars: break
      case .bars:
        add(series.filter { $0.kind == .bars }.mark(bars))
        hasBars = true
      case .points:
        add(
          PointMark(
            x: one.x, y: one.y, name: one.name, marker: one.marker, color: one.color,
            opacity: one.opacity, spread: one.spread))
      case .stems:
        add(
          StemMark(
            x: one.x, y: one.y, name: one.name, marker: one.marker ?? .circle, color: one.color))
      case .line, .step: add(one.lineMark)
      }
    }
  }
}

extension Series {
  fileprivate var lineMark: LineMark {
    let usual: Marker = kind == .line && x.count <= Self.longestMarkedLine ? .circle : .none
    return LineMark(
      x: x, y: y, name: name, style: dashes, marker: marker ?? usual, color: color,
      course: kind == .step ? .stepsAfter : .straight, spread: spread, opacity: opacity)
  }
}

extension [Series] {
  fileprivate func mark(_ setting: BarSetting) -> BarMark {
    BarMark(
      categories: setting.categories,
      series: map {
        .init(
          name: $0.name, values: $0.y, color: $0.color, spread: $0.spread, opacity: $0.opacity)
      },
      arrangement: setting.isStacked ? .stacked : .grouped, isHorizontal: setting.isHorizontal,
      valueFormat: setting.valueFormat)
  }
}
