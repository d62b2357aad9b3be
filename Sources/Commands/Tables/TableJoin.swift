import Language

/// The inner join of two tables: every row of the left one beside every row of the right one that
/// has equal keys.
struct TableJoin {
  private let left: Table
  private let right: Table
  private let keys: [String]

  /// Without `keys` all columns that both have. Throws kind `name` for unknown or missing common
  /// columns, kind `value` when another column is in both tables.
  init(_ left: Table, _ right: Table, by keys: [String]?) throws {
    let common = left.fieldNames.filter { right.column($0) != nil }
    self.keys = keys ?? common
    (self.left, self.right) = (left, right)
    guard !self.keys.isEmpty else {
      throw Diagnostic(.name, "the tables have no column in common to be joined by")
    }
    for name in self.keys { _ = (try left.existing(name), try right.existing(name)) }
    if let clash = common.first(where: { !self.keys.contains($0) }) {
      throw Diagnostic(
        .value, "both tables have a column '\(clash)' that they are not joined by",
        hint: "add it to by, or leave it out of one: columns(t, only=[...])")
    }
  }

  var table: Table {
    let matches = matches
    let leftRows = left.selecting(rows: matches.map(\.left)).columns
    let rightRows = right.selecting(rows: matches.map(\.right)).columns.filter {
      !keys.contains($0.name)
    }
    return Table(title: left.title, columns: leftRows + rightRows)
  }

  private var matches: [(left: Int, right: Int)] {
    let rightKeys = keyValues(of: right)
    let candidates = Dictionary(grouping: rightKeys.indices) {
      DistinctValues.bucket(of: rightKeys[$0])
    }
    return keyValues(of: left).enumerated().flatMap { row, key in
      (candidates[DistinctValues.bucket(of: key)] ?? []).filter { rightKeys[$0].isEqual(to: key) }
        .map { (row, $0) }
    }
  }

  /// The key cells of every row.
  private func keyValues(of table: Table) -> [Value] {
    (0..<table.rowCount).map { row in .list(keys.map { table.column($0)?.values[row] ?? .none }) }
  }
}
