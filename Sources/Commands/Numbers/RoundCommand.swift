import Glibc
import Language

struct RoundCommand: Command {
  static let name = "round"
  static let summary = "The nearest whole number, or the nearest with some decimals."
  static let details = """
    Halves go to the even neighbour (IEEE 754, as in R, Julia and NumPy): `round(2.5)` is 2,
    `round(3.5)` is 4. `digits=2` rounds `x * 100` and divides again; negative digits round to tens,
    hundreds. A value such as 2.675 is stored slightly below the half, and products are rounded too,
    so the last decimal of exact halves is not promised. To write a number with fixed decimals use
    `"{x:.2}"`.
    """
  static let group = CommandGroup.numbers
  static let operand = Parameter<Operand>(
    "x", "a number, or a tensor whose elements are all rounded")
  static let digits = Parameter<Int>(
    "digits", "decimals kept, -300 to 300; negative ones round to tens, hundreds", default: 0)
  static let parameters: [any AnyParameter] = [operand, digits]
  static let examples = [
    Example("round(2.5)", prints: "2"),
    Example("round(3.14159, digits=2)", prints: "3.14"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    let digits = call[Self.digits]
    guard digits.magnitude <= 300 else {
      throw call.fault(.value, at: Self.digits, "digits lie between -300 and 300, not \(digits)")
    }
    return call[Self.operand].map(keepsElementType: true) { Self.rounded($0, digits: digits) }
  }

  /// Numbers too large to have such decimals are their own roundings; the scaling would overflow.
  private static func rounded(_ x: Double, digits: Int) -> Double {
    let scale = pow(10, Double(digits.magnitude))
    if digits < 0 { return (x / scale).rounded(.toNearestOrEven) * scale }
    let scaled = x * scale
    return scaled.magnitude < 0x1p52 ? scaled.rounded(.toNearestOrEven) / scale : x
  }
}
