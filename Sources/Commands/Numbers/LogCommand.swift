import Glibc
import Language

struct LogCommand: Command {
  static let name = "log"
  static let summary = "The natural logarithm, or one to another base."
  static let details = """
    `log(x, base=b)` is ln x / ln b; bases 2 and 10 are computed directly, so `log(8, base=2)` is
    exactly 3. Follows IEEE 754 as the operators do: `log(0)` is -inf, the logarithm of a negative
    number nan (as in R and NumPy; Julia stops, Octave turns to complex numbers).
    """
  static let group = CommandGroup.numbers
  static let operand = Parameter<Operand>("x", "a number, or a tensor whose elements are all taken")
  static let base = Parameter<Double?>(
    "base", "positive and not 1; none for e = 2.71828", default: nil)
  static let parameters: [any AnyParameter] = [operand, base]
  static let examples = [
    Example("log(1)", prints: "0"),
    Example("log(64, base=2)", prints: "6"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    guard let base = call[Self.base] else { return call[Self.operand].map { log($0) } }
    guard base > 0, base != 1, base.isFinite else {
      throw call.fault(.value, at: Self.base, "the base of a logarithm is positive and not 1")
    }
    return call[Self.operand].map(Self.logarithm(base: base))
  }

  private static func logarithm(base: Double) -> (Double) -> Double {
    switch base {
    case 2: { log2($0) }
    case 10: { log10($0) }
    default: { log($0) / log(base) }
    }
  }
}
