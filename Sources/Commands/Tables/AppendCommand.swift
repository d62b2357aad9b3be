import Language

struct AppendCommand: GrowingCommand {
  static let name = "append"
  static let summary = "A list with one more element, or a table with more rows."
  static let details = """
    A table takes a record as one row, or a table (or list of records) as several. Columns that the
    row lacks get `none`; a column that the table lacks is an error, unless it has no columns yet.
    Lists are joined by `+`.
    """
  static let group = CommandGroup.tables
  static let subject = Parameter<ListOrTable>("x", "a list or a table; it stays as it is")
  static let item = Parameter<Value>(
    "item", "the new element; for a table a record, a list of records or a table")
  static let parameters: [any AnyParameter] = [subject, item]
  static let examples = [
    Example("append([1, 2], 3)", prints: "[1, 2, 3]"),
    Example("append(table({a: [1], b: [2]}), {a: 3, b: 4}).b", prints: "[2, 4]"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    switch call[Self.subject] {
    case .list(let elements):
      try ValueLimits.check(listOf: elements.count + 1)
      return .list(elements + [call[Self.item]])
    case .table(let table):
      return .object(try call.locating(Self.item) { try table.appending(try Self.rows(call)) })
    }
  }

  func grows(_ subject: Value) -> Bool { if case .list = subject { true } else { false } }

  func grow(_ subject: inout Value, by item: Value) throws {
    guard case .list(var elements) = subject else { return }
    if elements.count == elements.capacity {
      try ValueLimits.check(listOf: elements.count + 1)
    }
    subject = .none
    elements.append(item)
    subject = .list(elements)
  }

  private static func rows(_ call: BoundCall) throws -> Table {
    if case .record = call[item] { return try TableContents(.list([call[item]])).table }
    return try TableContents(call[item]).table
  }
}
