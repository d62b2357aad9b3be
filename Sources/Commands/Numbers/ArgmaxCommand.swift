import Language

struct ArgmaxCommand: ReductionCommand {
  static let name = "argmax"
  static let summary = "The position of the largest number, from 0."
  static let details = """
    The first of equals; the first nan when there is one (as in NumPy). Without `axis` a tensor is
    read row by row. `argmax(scores, axis=1)` turns class scores [examples, classes] into labels
    [examples].
    """
  static let resultType: TensorValue.ElementType? = .integer
  static let examples = [
    Example("argmax([3, 9, 2])", prints: "1"),
    Example("argmax(tensor([[1, 4], [3, 2]]), axis=1).values", prints: "[1, 0]"),
  ]

  func reducer(for call: BoundCall) -> Reducer { \.positionOfMaximum }
}
