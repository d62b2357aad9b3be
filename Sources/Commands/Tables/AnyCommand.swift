import Language

struct AnyCommand: QuantifierCommand {
  static let name = "any"
  static let summary = "Whether at least one is true; false of an empty list."
  static let decisive = true
  static let examples = [
    Example("any([false, true])", prints: "true"),
    Example("any(tensor([1, 5, 2]) > 4)", prints: "true"),
    Example("any([1, 5, 2], condition=fn(n) { n > 9 })", prints: "false"),
  ]
}
