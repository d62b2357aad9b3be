import Language

/// What a table can be made of: a record of equally long columns, a list of records (its rows), or
/// a table.
struct TableContents: ValueConvertible {
  let table: Table

  static var typeDescription: String { "a record of columns, a list of records or a table" }

  init(_ value: Value) throws {
    switch value {
    case .object(let table as Table): self.table = table
    case .record(let columns): table = try Self.table(columns: columns)
    case .list(let rows): table = try Self.table(rows: rows)
    default: throw Diagnostic.expected(Self.typeDescription, got: value)
    }
  }

  var asValue: Value { .object(table) }

  private static func table(columns record: Record) throws -> Table {
    let columns = try record.pairs.map {
      Table.Column($0.key, try checked(try Elements($0.value).values))
    }
    if let first = columns.first,
      let other = columns.first(where: { $0.values.count != first.values.count })
    {
      throw Diagnostic(
        .shape,
        "the columns of a table are equally long, but '\(first.name)' has \(first.values.count) "
          + "values "
          + "and '\(other.name)' \(other.values.count)")
    }
    return Table(columns: columns)
  }

  /// Columns in the order in which they first appear; a row without one has none there.
  private static func table(rows: [Value]) throws -> Table {
    let records = try rows.map { try Record($0) }
    var names = Record()
    var last: [String] = []
    for record in records where record.keys != last {
      for key in record.keys { names[key] = Value.none }
      last = record.keys
    }
    return Table(
      columns: try names.keys.map { name in
        .init(name, try checked(records.map { $0[name] ?? Value.none }))
      })
  }

  /// Cells hold anything but tables: a table inside a table inside a table has no end.
  private static func checked(_ cells: [Value]) throws -> [Value] {
    guard !cells.contains(where: \.holdsTable) else {
      throw Diagnostic(.type, "a cell of a table cannot hold a table")
    }
    return cells
  }
}
