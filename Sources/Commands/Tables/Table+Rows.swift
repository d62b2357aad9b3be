import Language

/// Tables made of parts of others.
extension Table {
  func selecting(rows positions: [Int]) -> Table {
    Table(
      title: title,
      columns: columns.map { column in
        Column(column.name, positions.map { column.values[$0] }, format: column.format)
      }
    )
  }

  /// The named columns in the given order. Throws kind `name` when there is none.
  func selecting(columns names: [String]) throws -> Table {
    Table(title: title, columns: try names.map(existing))
  }

  /// The column `name`. Throws kind `name` with a suggestion when there is none.
  func existing(_ name: String) throws -> Column {
    if let column = column(name) { return column }
    throw Diagnostic(
      .name, "the table has no column '\(name)'",
      hint: Suggestion.hint(for: name, among: fieldNames),
      notes: ["columns: " + fieldNames.joined(separator: ", ")])
  }

  /// With the rows of `other` below. Columns that `other` lacks get none; columns that only `other`
  /// has are an error, unless this table has no columns yet.
  func appending(_ other: Table) throws -> Table {
    if columns.isEmpty { return Table(title: title, columns: other.columns) }
    for column in other.columns { _ = try existing(column.name) }
    let missing = [Value](repeating: .none, count: other.rowCount)
    return Table(
      title: title,
      columns: columns.map { column in
        Column(
          column.name, column.values + (other.column(column.name)?.values ?? missing),
          format: column.format)
      })
  }
}
