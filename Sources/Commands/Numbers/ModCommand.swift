import Glibc
import Language

struct ModCommand: Command {
  static let name = "mod"
  static let summary = "The remainder of a division; its sign is that of the divisor."
  static let details = """
    mod(a, b) = a - b * floor(a / b), as in R, Octave and Python: `mod(-7, 3)` is 2, where C gives
    -1. `mod(a, 0)` is nan (as in R). There is no `%` operator: `5%` is 0.05.
    """
  static let group = CommandGroup.numbers
  static let dividend = Parameter<Operand>("a", "what is divided: a number or a tensor")
  static let divisor = Parameter<Operand>(
    "b", "what divides: a number or a tensor that fits by broadcasting")
  static let parameters: [any AnyParameter] = [dividend, divisor]
  static let examples = [
    Example("mod(7, 3)", prints: "1"),
    Example("mod(tensor([-1, 0, 8]), 5).values", prints: "[4, 0, 3]"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    try call[Self.dividend].combined(with: call[Self.divisor], Self.remainder)
  }

  /// C's fmod is exact and has the sign of `a`; one step of `b` moves it to the other side.
  private static func remainder(_ a: Double, _ b: Double) -> Double {
    let remainder = fmod(a, b)
    return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder
  }
}
