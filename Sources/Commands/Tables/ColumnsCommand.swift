import Language

struct ColumnsCommand: Command {
  static let name = "columns"
  static let summary = "The names of a table's columns, or a table of some of them."
  static let group = CommandGroup.tables
  static let table = Parameter<Table>("table", "a table")
  static let only = Parameter<OneOrMore<String>?>(
    "only", "columns to keep, in this order; none gives the list of all names", default: nil)
  static let parameters: [any AnyParameter] = [table, only]
  static let examples = [
    Example("columns(table({a: [1, 2], b: [3, 4]}))", prints: "[\"a\", \"b\"]"),
    Example(
      "table({a: [1], b: [2], c: [3]}) |> columns(only=[\"c\", \"a\"]) |> rows",
      prints: "[{c: 3, a: 1}]"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    let table = call[Self.table]
    guard let only = call[Self.only]?.elements else { return table.fieldNames.asValue }
    guard Set(only).count == only.count else {
      throw call.fault(.value, at: Self.only, "a table has each column once")
    }
    return .object(try call.locating(Self.only) { try table.selecting(columns: only) })
  }
}
