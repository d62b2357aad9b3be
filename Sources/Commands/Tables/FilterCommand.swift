import Language

struct FilterCommand: Command {
  static let name = "filter"
  static let summary =
    "The elements of a list, or rows of a table, for which a function gives true."
  static let group = CommandGroup.tables
  static let items = Parameter<Elements>("x", "a list, a range, a table or a tensor")
  static let condition = Parameter<FunctionArgument>(
    "condition", "called with one element, or one row as a record; gives true or false")
  static let parameters: [any AnyParameter] = [items, condition]
  static let examples = [
    Example("filter(1..6, fn(n) { mod(n, 2) == 0 })", prints: "[2, 4, 6]"),
    Example(
      "table({bits: [4, 5], error: [2.1%, 1.6%]}) |> filter(fn(row) { row.error < 2% }) |> rows",
      prints: "[{bits: 5, error: 0.016}]"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    let items = call[Self.items]
    let positions = try items.values.indices.filter { position in
      try Truth.of(items.values[position], by: call[Self.condition], call)
    }
    return items.selecting(positions)
  }
}
