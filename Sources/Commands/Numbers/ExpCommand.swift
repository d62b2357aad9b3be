import Glibc
import Language

struct ExpCommand: ElementwiseCommand {
  static let name = "exp"
  static let summary = "The exponential function: e to the power of x."
  static let examples = [
    Example("exp(0)", prints: "1"),
    Example("\"{exp(1):.4}\"", prints: "\"2.7183\""),
  ]

  static func apply(_ x: Double) -> Double { exp(x) }
}
