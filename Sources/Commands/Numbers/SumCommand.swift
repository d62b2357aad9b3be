import Language

struct SumCommand: ReductionCommand {
  static let name = "sum"
  static let summary = "The sum of numbers, of a tensor, or along one dimension of it."
  static let details = "Added in order and in double precision. The sum of an empty list is 0."
  static let needsElements = false
  static let examples = [
    Example("sum(1..100)", prints: "5050"),
    Example("sum(tensor([[1, 2], [3, 4]]), axis=0).values", prints: "[4, 6]"),
  ]

  func reducer(for call: BoundCall) -> Reducer { \.sum }
}
