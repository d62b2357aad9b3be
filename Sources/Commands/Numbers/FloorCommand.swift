import Language

struct FloorCommand: ElementwiseCommand {
  static let name = "floor"
  static let summary = "The largest whole number that is not above x."
  static let details = "The smallest whole number that is not below x is `-floor(-x)`."
  static let keepsElementType = true
  static let examples = [
    Example("floor(2.7)", prints: "2"),
    Example("floor(tensor([-0.5, 3.9])).values", prints: "[-1, 3]"),
  ]

  static func apply(_ x: Double) -> Double { x.rounded(.down) }
}
