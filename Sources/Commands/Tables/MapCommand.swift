import Language

struct MapCommand: Command {
  static let name = "map"
  static let summary =
    "A list of what a function gives for every element of a list, or row of a table."
  static let group = CommandGroup.tables
  static let items = Parameter<Elements>("x", "a list, a range, a table or a tensor")
  static let function = Parameter<FunctionArgument>(
    "function", "called with one element, or one row as a record")
  static let parameters: [any AnyParameter] = [items, function]
  static let examples = [
    Example("map([4, 9], sqrt)", prints: "[2, 3]"),
    Example("map(1..3, fn(n) { n^2 })", prints: "[1, 4, 9]"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    .list(
      try call[Self.items].values.map {
        try call.context.invoke(call[Self.function].callable, [$0], at: call.span)
      })
  }
}
