import Language

struct SqrtCommand: ElementwiseCommand {
  static let name = "sqrt"
  static let summary = "The square root; nan for negative numbers."
  static let details =
    "As the operators, `sqrt` follows IEEE 754 and never stops a script: `sqrt(-1)` is nan."
  static let examples = [
    Example("sqrt(9)", prints: "3"),
    Example("sqrt(tensor([4, 0.25])).values", prints: "[2, 0.5]"),
  ]

  static func apply(_ x: Double) -> Double { x.squareRoot() }
}
