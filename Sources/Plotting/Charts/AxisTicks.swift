import Glibc

/// The labelled and the small ticks chosen for one axis of a given length.
struct AxisTicks: Sendable {
  var values: [Double] = []
  var labels: [String] = []
  var minor: [Double] = []
  /// Degrees the labels are turned: 0, or 45 for long category names.
  var angle = 0.0

  init() {}

  init(scale: any Scale, format: TickFormat, atMost count: Int) {
    values = scale.ticks(atMost: count)
    labels = scale.labels(for: values, format: format)
    minor = scale.minorTicks(between: values)
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

  /// Every n-th name if they are too many, from the first one on, which stands at the top.
  private static func listed(_ scale: CategoryScale, atMost count: Int) -> AxisTicks {
    guard count > 0, !scale.names.isEmpty else { return AxisTicks() }
    let step = (scale.names.count + count - 1) / count
    var ticks = AxisTicks()
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

  /// Level if all names fit or are short (then every n-th is shown); else turned by 45 degrees.
  private static func named(
    _ scale: CategoryScale, format: TickFormat, length: Double, style: TextStyle
  ) -> AxisTicks {
    let widest = scale.names.map(style.width).max() ?? 0
    let slot = length / Double(max(1, scale.names.count))
    let isLevel = widest + style.size * 0.6 <= slot || widest < style.size * 3
    let each = isLevel ? widest + style.size * 0.6 : style.lineHeight * 1.1
    let count = max(1, Int(min(length / max(each, 1), 1e6)))
    var ticks = AxisTicks(scale: scale, format: format, atMost: count)
    ticks.angle = isLevel ? 0 : 45
    return ticks
  }

  private func fits(_ scale: any Scale, length: Double, style: TextStyle) -> Bool {
    let places = values.map { scale.position(of: $0) * length }
    let widths = labels.map(style.width)
    return values.indices.dropFirst().allSatisfy { i in
      places[i] - places[i - 1] >= (widths[i] + widths[i - 1]) / 2 + style.size
    }
  }
}
