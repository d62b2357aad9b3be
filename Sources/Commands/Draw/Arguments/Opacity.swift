import Language

/// How much of what lies behind a series is hidden: 0 … 1.
struct Opacity: ValueConvertible {
  let share: Double

  static var typeDescription: String { "a number from 0 to 1" }

  init(share: Double) { self.share = share }

  init(_ value: Value) throws {
    share = try Double(value)
    guard (0...1).contains(share) else {
      throw Diagnostic(.value, "expected \(Self.typeDescription), got \(value.literal)")
    }
  }

  var asValue: Value { .number(share) }
}
