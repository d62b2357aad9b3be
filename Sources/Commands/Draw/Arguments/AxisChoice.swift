import Language

/// Which axes something is true of: "x", "y", "xy" or "none"; true stands for the y axis, false for
/// none.
enum AxisChoice: String, Choice {
  case none, x, y, xy

  static var typeDescription: String {
    "true or false for the y axis, or one of \"none\", \"x\", \"y\", \"xy\""
  }

  init(_ value: Value) throws {
    switch value {
    case .bool(let isTrue): self = isTrue ? .y : .none
    case .string(let word):
      guard let choice = Self(rawValue: word) else { fallthrough }
      self = choice
    default: throw Diagnostic(.value, "expected \(Self.typeDescription), got \(value.literal)")
    }
  }

  var hasX: Bool { self == .x || self == .xy }
  var hasY: Bool { self == .y || self == .xy }
}
