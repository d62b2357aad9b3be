import Language

/// The rows of several tables that have the same columns, in whatever order.
struct TableUnion {
  private let tables: [Table]
  private let keys: [String]

  /// Throws kind `shape` when columns differ, `name` for unknown ones.
  init(_ tables: [Table], by keys: [String]) throws {
    (self.tables, self.keys) = (tables, keys)
    guard let first = tables.first else { return }
    let names = first.columns.map(\.name)
    for (place, table) in tables.enumerated().dropFirst()
    where Set(table.columns.map(\.name)) != Set(names) || table.columns.count != names.count {
      throw Diagnostic(
        .shape,
        "table \(place + 1) has the columns \(table.columns.map(\.name).joined(separator: ", ")), "
          + "the first \(names.joined(separator: ", "))")
    }
    for key in keys { _ = try first.existing(key) }
  }

  /// Throws kind `value` when rows with the same key differ.
  var table: Table {
    get throws {
      guard let first = tables.first else { return Table(columns: []) }
      let columns = try first.columns.map { column in
        Table.Column(
          column.name, try tables.flatMap { try $0.existing(column.name).values },
          format: column.format)
      }
      let union = Table(title: first.title, columns: columns, key: first.key)
      return keys.isEmpty ? union : union.selecting(rows: try ordered(union))
    }
  }

  /// The numbers of the rows by their keys, each key once.
  private func ordered(_ union: Table) throws -> [Int] {
    let columns = try keys.map { try union.existing($0) }
    let sortKeys = try (0..<union.rowCount).map { row in
      try SortKey(.list(columns.map { $0.values[row] }))
    }
    let rows = try (0..<union.rowCount).sorted { left, right in
      let order = try sortKeys[left].order(sortKeys[right], descending: false)
      return order == .equal ? left < right : order == .before
    }
    var kept: [Int] = []
    for row in rows {
      if let last = kept.last,
        try sortKeys[last].order(sortKeys[row], descending: false) == .equal
      {
        guard union.columns.allSatisfy({ $0.values[last].literal == $0.values[row].literal })
        else {
          let key = columns.map { "\($0.name) \($0.values[row].literal)" }.joined(separator: ", ")
          throw Diagnostic(
            .value, "the tables have different rows for \(key)",
            hint: "they are of different studies, or of different versions of one")
        }
        continue
      }
      kept.append(row)
    }
    return kept
  }
}
