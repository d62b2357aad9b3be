import Language

struct ZerosCommand: FilledTensorCommand {
  static let name = "zeros"
  static let summary = "A tensor of zeros."
  static let details =
    "`zeros(3)` is a vector of three, as in NumPy and Julia (in Octave it is 3 by 3)."
  static let examples = [
    Example("zeros(2, 3).shape", prints: "[2, 3]"),
    Example("zeros([2]).values", prints: "[0, 0]"),
  ]

  func elements(count: Int) -> [Float] { [Float](repeating: 0, count: count) }
}
