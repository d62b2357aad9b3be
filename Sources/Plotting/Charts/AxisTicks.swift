import Glibc

/// The labelled and the small ticks chosen for one axis of a given length.
struct AxisTicks: Sendable {
  var values: [Double] = []
  var labels: [String] = []
  var minor: [Double] = []
  /// Degrees the labels are turned: 0, or 45 or 90 for long category names.
  var angle = 0.0
  /// The labels' size as a part of the theme's.
  var shrink = 1.0
  /// What all labels leave out, to be added: "1 000 000 000"; empty for nothing.
  var offset = ""
  /// Of so many categories one has its name.
  var step = 1

  init() {}

  init(scale: any Scale, format: TickFormat, atMost count: Int) {
    values = scale.ticks(atMost: count)
    minor = scale.minorTicks(between: values)
    let base = scale is LinearScale && format == .number ? Self.base(of: values) : 0
    labels = scale.labels(for: values.map { $0 - base }, format: format)
    if base != 0 { offset = NumberText.fixed(base, decimals: 0) }
  }

  /// The round number next below values that differ only far behind their first digits; 0 for
  /// others. Beyond 1e15 doubles are no longer exact.
  private static func base(of values: [Double]) -> Double {
    guard let low = values.min(), let high = values.max(), values.count > 1, low > 0 else {
      return 0
    }
    let span = high - low
    guard high < 1e15, high >= 1e5, span * 1e4 < high else { return 0 }
    let unit = max(1, pow(10, ceil(log10(span)) + 1))
    return floor(low / unit) * unit
  }

  /// For an upright axis: a label every two lines at most, names of categories as close as lines
  /// allow.
  static func vertical(scale: any Scale, format: TickFormat, length: Double, style: TextStyle)
    -> AxisTicks
  {
    if let categories = scale as? CategoryScale {
      return listed(categories, atMost: Int(length / style.lineHeight))
    }
    return AxisTicks(
      scale: scale, format: format, atMost: min(max(Int(length / (style.lineHeight * 2)), 2), 9))
  }

  /// Smaller letters, then every n-th name if they are too many, from the first one on, which
  /// stands at the top.
  private static func listed(_ scale: CategoryScale, atMost count: Int) -> AxisTicks {
    guard count > 0, !scale.names.isEmpty else { return AxisTicks() }
    let shrink = max(smallest, min(1, Double(count) / Double(scale.names.count)))
    let room = max(1, Int(Double(count) / shrink + 1e-9))
    let step = (scale.names.count + room - 1) / room
    var ticks = AxisTicks()
    (ticks.shrink, ticks.step) = (shrink, step)
    ticks.values = stride(from: scale.names.count - 1, through: 0, by: -step).map(Double.init)
    ticks.labels = scale.labels(for: ticks.values, format: .number)
    return ticks
  }

  /// For a level axis: as many labels as stand side by side with room between.
  static func horizontal(scale: any Scale, format: TickFormat, length: Double, style: TextStyle)
    -> AxisTicks
  {
    if let categories = scale as? CategoryScale {
      return named(categories, format: format, length: length, style: style)
    }
    for count in stride(from: 9, through: 1, by: -1) {
      let ticks = AxisTicks(scale: scale, format: format, atMost: count)
      if ticks.fits(scale, length: length, style: style) { return ticks }
    }
    return AxisTicks()
  }

  /// Letters of less than this part of their size are not read.
  private static let smallest = 0.6

  /// Level if all names fit; else turned by 45 degrees, then upright, then smaller: every bar has a
  /// name. Numbers in equal steps are read like an axis: every n-th is enough.
  private static func named(
    _ scale: CategoryScale, format: TickFormat, length: Double, style: TextStyle
  ) -> AxisTicks {
    let widest = (scale.names.map(style.width).max() ?? 0) + style.size * 0.6
    let slot = length / Double(max(1, scale.names.count))
    let isCounted = isCounted(scale.names) && widest < style.size * 4
    var ticks = AxisTicks()
    var each = widest
    if widest > slot && !isCounted {
      let slanted = style.lineHeight * 1.1
      (ticks.angle, each) = slanted <= slot ? (45, slanted) : (90, style.lineHeight * 0.85)
      ticks.shrink = max(smallest, min(1, slot / each))
      each *= ticks.shrink
    }
    let count = max(1, Int(min(length / max(each, 1) + 1e-9, 1e6)))
    ticks.values = scale.ticks(atMost: count)
    ticks.labels = scale.labels(for: ticks.values, format: format)
    ticks.step = isCounted ? 1 : (scale.names.count + count - 1) / count
    return ticks
  }

  private static func isCounted(_ names: [String]) -> Bool {
    let numbers = names.compactMap { Int($0) }
    guard numbers.count == names.count, numbers.count > 2 else { return false }
    let step = numbers[1] - numbers[0]
    return zip(numbers, numbers.dropFirst()).allSatisfy { $1 - $0 == step }
  }

  /// Labels the ends of a bar of colours, where no tick is near them.
  mutating func reachEnds(of scale: any Scale, format: TickFormat, length: Double, style: TextStyle)
  {
    let room = max(style.lineHeight * 1.6 / max(length, 1), 0.2)
    for end in [scale.domain.lowerBound, scale.domain.upperBound] {
      let place = scale.position(of: end)
      guard place.isFinite, values.allSatisfy({ abs(scale.position(of: $0) - place) > room }) else {
        continue
      }
      values.append(end)
      labels.append(format.label(for: end))
    }
  }

  private func fits(_ scale: any Scale, length: Double, style: TextStyle) -> Bool {
    let places = values.map { scale.position(of: $0) * length }
    let widths = labels.map(style.width)
    return values.indices.dropFirst().allSatisfy { i in
      places[i] - places[i - 1] >= (widths[i] + widths[i - 1]) / 2 + style.size
    }
  }
}
