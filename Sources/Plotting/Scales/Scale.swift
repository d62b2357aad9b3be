/// A way to lay values along an axis. Marks and layout know only this: nothing but a scale says
/// "logarithmic".
public protocol Scale: Sendable {
  /// The values at the two ends of the axis.
  var domain: ClosedRange<Double> { get }

  /// 0 at the low end, 1 at the high end, beyond outside the domain; NaN for values the scale
  /// cannot show.
  func position(of value: Double) -> Double

  /// The value at a position: the inverse of `position(of:)`.
  func value(at position: Double) -> Double

  /// At most `count` values worth a label (at least one if `count` is positive and the domain holds
  /// a round value).
  func ticks(atMost count: Int) -> [Double]

  /// Values between labelled ones that get a small tick.
  func minorTicks(between ticks: [Double]) -> [Double]

  /// One label for each tick, in a common form.
  func labels(for ticks: [Double], format: TickFormat) -> [String]
}
