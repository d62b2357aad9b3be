import Language
import Plotting

/// How many pixels of a PNG file an inch of paper has.
struct Resolution: ValueConvertible, Equatable {
  let dotsPerInch: Double

  /// Two pixels a point.
  static let usual = Resolution(dotsPerInch: 72 * PictureSize.pixelsPerPoint)
  static let range = 36.0...1200.0

  static var typeDescription: String { "a number from 36 to 1200" }

  init(dotsPerInch: Double) { self.dotsPerInch = dotsPerInch }

  init(_ value: Value) throws {
    dotsPerInch = try Double(value)
    guard Self.range.contains(dotsPerInch) else {
      throw Diagnostic(.value, "expected \(Self.typeDescription), got \(value.literal)")
    }
  }

  var asValue: Value { .number(dotsPerInch) }
  var pixelsPerPoint: Double { dotsPerInch / 72 }
}
