import Language

struct AbsCommand: ElementwiseCommand {
  static let name = "abs"
  static let summary = "The magnitude of a number, or of every element of a tensor."
  static let keepsElementType = true
  static let examples = [
    Example("abs(-3)", prints: "3"),
    Example("abs(tensor([-1, 0, 2])).values", prints: "[1, 0, 2]"),
  ]

  static func apply(_ x: Double) -> Double { x.magnitude }
}
