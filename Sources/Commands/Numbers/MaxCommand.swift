import Language

struct MaxCommand: ReductionCommand {
  static let name = "max"
  static let summary = "The largest of numbers, of a tensor, or along one dimension of it."
  static let details =
    """
    A nan among the numbers gives nan. Several tensors are compared element by element: \
    `max(W, 0)`.
    """
  static let resultType: TensorValue.ElementType? = nil
  static let examples = [
    Example("max(3, 5)", prints: "5"),
    Example("max(tensor([-1, 2]), 0).values", prints: "[0, 2]"),
    Example("max(tensor([[1, 4], [3, 2]]), axis=-1).values", prints: "[4, 3]"),
  ]

  func reducer(for call: BoundCall) -> Reducer { \.maximum }
}
