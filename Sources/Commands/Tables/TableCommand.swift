import Language

struct TableCommand: Command {
  static let name = "table"
  static let summary = "A table made of columns or of rows."
  static let details = """
    A record of lists gives columns, a list of records rows; a row without one of the columns has
    `none` there. `table([])` has no columns yet: the first `append` brings them. `t.column` is a
    list, `t[0]` a row, `t[0, "column"]` a cell, `t[0:3]` a shorter table.
    """
  static let group = CommandGroup.tables
  static let contents = Parameter<TableContents>(
    "contents", "a record of equally long lists, a list of records, or a table")
  static let title = Parameter<String?>(
    "title", "shown above the table; none keeps what it has", default: nil)
  static let formats = Parameter<Record>(
    "formats", "string formats by column, such as {error: \".2%\"}", default: Record())
  static let parameters: [any AnyParameter] = [contents, title, formats]
  static let examples = [
    Example(
      "table({layer: [\"fc1\", \"fc2\"], weights: [235200, 30000]})[1].weights", prints: "30000"),
    Example(
      """
      table([{bits: 5, error: 1.6%}, {bits: 6, error: 1.5%}], title="Sweep", \
      formats={error: ".2%"}).bits
      """,
      prints: "[5, 6]"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    let table = call[Self.contents].table
    let formats = try [String: String](
      uniqueKeysWithValues: call[Self.formats].pairs.map { name, format in
        (try table.existing(name).name, try Self.checked(format))
      })
    return .object(
      Table(
        title: call[Self.title] ?? table.title,
        columns: table.columns.map {
          .init($0.name, $0.values, format: formats[$0.name] ?? $0.format)
        }))
  }

  /// Throws kind `format` now rather than when the table is shown.
  private static func checked(_ value: Value) throws -> String {
    let format = try String(value)
    _ = try Value.number(0).formatted(format)
    return format
  }
}
