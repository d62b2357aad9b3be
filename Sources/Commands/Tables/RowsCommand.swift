import Language

struct RowsCommand: Command {
  static let name = "rows"
  static let summary = "The rows of a table, as a list of records."
  static let group = CommandGroup.tables
  static let table = Parameter<Table>("table", "a table")
  static let parameters: [any AnyParameter] = [table]
  static let examples = [
    Example("rows(table({a: [1, 2], b: [3, 4]}))", prints: "[{a: 1, b: 3}, {a: 2, b: 4}]")
  ]

  func run(_ call: BoundCall) throws -> Value {
    .list(try Elements.rows(of: call[Self.table]))
  }
}
