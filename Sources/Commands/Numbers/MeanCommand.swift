import Language

struct MeanCommand: ReductionCommand {
  static let name = "mean"
  static let summary = "The arithmetic mean of numbers, of a tensor, or along one dimension of it."
  static let details =
    "Σ x / n, in double precision. Several tensors give their element-wise mean: `mean(A, B)`."
  static let examples = [
    Example("mean([1, 2, 6])", prints: "3"),
    Example("mean(tensor([[1, 2], [3, 4]]), axis=1).values", prints: "[1.5, 3.5]"),
  ]

  func reducer(for call: BoundCall) -> Reducer { \.mean }
}
