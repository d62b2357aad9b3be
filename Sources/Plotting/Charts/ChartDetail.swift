/// How much of a chart is lettered: small pictures leave out the least needed first, so that data
/// always has room.
enum ChartDetail: Int, CaseIterable, Sendable {
  case full, withoutLegend, withoutAxisLabels, withoutTitle, bare

  var showsLegend: Bool { self == .full }
  var showsSubtitle: Bool { self == .full }
  var showsAxisLabels: Bool { rawValue < ChartDetail.withoutAxisLabels.rawValue }
  var showsTitle: Bool { rawValue < ChartDetail.withoutTitle.rawValue }
  var showsTicks: Bool { self != .bare }
}

/// Room around a plot area, in pixels.
struct Insets: Equatable, Sendable {
  var left = 0.0
  var top = 0.0
  var right = 0.0
  var bottom = 0.0

  func atLeast(_ other: Insets) -> Insets {
    Insets(
      left: max(left, other.left), top: max(top, other.top), right: max(right, other.right),
      bottom: max(bottom, other.bottom))
  }
}
