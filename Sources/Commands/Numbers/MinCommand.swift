import Language

struct MinCommand: ReductionCommand {
  static let name = "min"
  static let summary = "The smallest of numbers, of a tensor, or along one dimension of it."
  static let details =
    """
    A nan among the numbers gives nan. Several tensors are compared element by element: \
    `min(W, 0)`.
    """
  static let resultType: TensorValue.ElementType? = nil
  static let examples = [
    Example("min(3, 5)", prints: "3"),
    Example("min([3, 5, -1])", prints: "-1"),
    Example("min(tensor([[1, 4], [3, 2]]), axis=0).values", prints: "[1, 2]"),
  ]

  func reducer(for call: BoundCall) -> Reducer { \.minimum }
}
