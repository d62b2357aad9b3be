/// Something drawn from finished series. Marks take numbers as they are: they never compute ratios,
/// bins or averages.
public protocol Mark: Sendable {
  /// Which vertical axis the y values belong to.
  var axis: VerticalAxis { get }

  /// How many colours of the palette it takes.
  var styleCount: Int { get }

  /// What the axes must show.
  var extents: Extents { get }

  /// The scale of its colours, if it needs a colour bar.
  var colorScale: ColorScale? { get }

  /// Whether the series fit together.
  func check() throws(PlottingError)

  func legendEntries(in style: MarkStyle) -> [LegendEntry]

  /// What of it the axes cannot show, to be said in the picture.
  func dropped(in frame: Frame) -> DroppedValues

  /// Which axis its bars stand on: it must begin at zero.
  var barAxis: BarAxis? { get }

  func draw(on canvas: inout some Canvas, in frame: Frame)
}

extension Mark {
  public var axis: VerticalAxis { .left }
  public var styleCount: Int { 1 }
  public var colorScale: ColorScale? { nil }
  public func check() throws(PlottingError) {}
  public func legendEntries(in style: MarkStyle) -> [LegendEntry] { [] }
  public func dropped(in frame: Frame) -> DroppedValues { DroppedValues() }
  public var barAxis: BarAxis? { nil }
}

public enum BarAxis: String, Sendable { case x, y }

public enum VerticalAxis: Sendable { case left, right }

/// What a mark needs of the axes.
public struct Extents: Sendable {
  public var x: Extent
  public var y: Extent
  /// Names of the places 0, 1, 2 … if the axis is one of categories.
  public var xCategories: [String] = []
  public var yCategories: [String] = []
  /// The part of the plot's height, 0 … 0.5, kept free of data at the top.
  public var headroom = 0.0

  public init(x: Extent = Extent(), y: Extent = Extent()) {
    self.x = x
    self.y = y
  }
}

/// The theme and the mark's place in the cycle of colours, dashes and markers.
public struct MarkStyle: Sendable {
  public let theme: Theme
  /// Number of its first series, counted from 0 over the chart.
  public let first: Int

  func color(_ chosen: Color?, series: Int = 0) -> Color { chosen ?? theme.color(first + series) }
}

/// Where a mark draws.
public struct Frame: Sendable {
  /// The plot area in pixels.
  public let area: Rectangle
  public let xScale: any Scale
  public let yScale: any Scale
  public let style: MarkStyle

  public var theme: Theme { style.theme }

  /// Pixel position, NaN where the scale has none; kept within a million pixels of the area.
  public func x(_ value: Double) -> Double {
    area.x + bounded(xScale.position(of: value)) * area.width
  }

  public func y(_ value: Double) -> Double {
    area.bottom - bounded(yScale.position(of: value)) * area.height
  }

  public func point(_ x: Double, _ y: Double) -> Point { Point(self.x(x), self.y(y)) }

  /// The pixel height from which bars and areas rise: y = 0, or the bottom where the scale has no
  /// zero.
  public var baseline: Double {
    let zero = y(0)
    return zero.isNaN ? area.bottom : min(max(zero, area.y), area.bottom)
  }

  /// The pixel x from which lying bars start: x = 0, or the left where the scale has no zero.
  public var verticalBaseline: Double {
    let zero = x(0)
    return zero.isNaN ? area.x : min(max(zero, area.x), area.right)
  }

  /// A value of each axis as words for the pointer.
  func words(_ name: String?, _ x: Double, _ y: Double) -> String {
    func text(_ value: Double, _ scale: any Scale) -> String {
      if let places = scale as? CategoryScale {
        return places.labels(for: [value], format: .number)[0]
      }
      return NumberText.shortest(value)
    }
    return (name.map { $0 + ": " } ?? "") + "(\(text(x, xScale)), \(text(y, yScale)))"
  }

  private func bounded(_ position: Double) -> Double {
    position.isNaN ? .nan : min(max(position, -1000), 1000)
  }
}

extension Canvas {
  /// A crowd of more points than this has no words of its own for each.
  static var mostTold: Int { 2000 }

  /// Tells the values of points where they stand.
  mutating func tellPoints(_ name: String?, x: [Double], y: [Double], in frame: Frame) {
    guard isPointedAt, x.count <= Self.mostTold else { return }
    let reach = frame.theme.markerRadius * 1.6
    for (x, y) in zip(x, y) {
      let point = frame.point(x, y)
      guard point.x.isFinite, point.y.isFinite else { continue }
      tell(
        frame.words(name, x, y),
        over: Rectangle(point, point).around(reach))
    }
  }
}

func checkLength(_ mark: String, _ what: String, _ found: Int, equals expected: Int)
  throws(PlottingError)
{
  guard found == expected else {
    throw .unequalLengths(mark: mark, what: what, expected: expected, found: found)
  }
}

func checkEdges(_ mark: String, _ edges: [Double]) throws(PlottingError) {
  guard edges.allSatisfy(\.isFinite), zip(edges, edges.dropFirst()).allSatisfy(<) else {
    throw .badEdges(mark: mark)
  }
}
