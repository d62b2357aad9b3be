import Language

struct AllCommand: QuantifierCommand {
  static let name = "all"
  static let summary = "Whether every one is true; true of an empty list."
  static let decisive = false
  static let examples = [
    Example("all([false, true])", prints: "false"),
    Example("all(tensor([1, 5, 2]) > 0)", prints: "true"),
    Example("all([1, 5, 2], condition=fn(n) { n < 9 })", prints: "true"),
  ]
}
