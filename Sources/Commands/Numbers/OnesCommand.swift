import Language

struct OnesCommand: FilledTensorCommand {
  static let name = "ones"
  static let summary = "A tensor of ones."
  static let examples = [
    Example("ones(2).values", prints: "[1, 1]"),
    Example("(0.5 * ones(2, 2)).values", prints: "[0.5, 0.5, 0.5, 0.5]"),
  ]

  func elements(count: Int) -> [Float] { [Float](repeating: 1, count: count) }
}
