/// A table in the language: `t.column` is a list, `t[row]` a record, `for row in t` walks the rows.
extension Table: ScriptObject {
  public var typeName: String { "table" }
  public var isLarge: Bool { rowCount * columns.count > 20_000 }

  public var summary: String { "table \(rowCount)x\(columns.count)" }
  public var display: Displayed { .table(self) }
  public var facts: ObjectFacts { ObjectFacts(shape: [rowCount, columns.count]) }
  public var fieldNames: [String] { columns.map(\.name) }
  public func field(_ name: String) throws -> Value? { column(name).map { .list($0.values) } }

  public var elementCount: Int? { rowCount }
  public func element(number: Int) throws -> Value { .record(row(number)) }

  /// `t[2]` a row, `t[0:3]` a shorter table, `t["name"]` a column, `t[2, "name"]` a cell.
  public func element(at subscripts: [Subscript]) throws -> Value {
    switch subscripts.first {
    case .position(.string(let name)) where subscripts.count == 1:
      return .list(try existingColumn(name).values)
    case .slice(let from, let to) where subscripts.count == 1:
      return .object(rows(try Indexing.bounds(from, to, count: rowCount)))
    case .position(let position) where subscripts.count <= 2:
      let row = row(try Indexing.offset(position, count: rowCount, of: "the table", unit: "rows"))
      guard subscripts.count == 2 else { return .record(row) }
      guard case .position(.string(let name)) = subscripts[1] else { break }
      return row[try existingColumn(name).name] ?? .none
    default: break
    }
    throw Diagnostic(
      .type, "a table is indexed by t[row], t[from:to], t[\"column\"] or t[row, \"column\"]")
  }

  public func isEqual(to other: any ScriptObject) -> Bool {
    guard let other = other as? Table, other.columns.count == columns.count else { return false }
    return zip(columns, other.columns).allSatisfy {
      $0.name == $1.name && Value.list($0.values).isEqual(to: .list($1.values))
    }
  }

  /// Row `number` (from 0) as a record of its cells.
  public func row(_ number: Int) -> Record { records(number..<number + 1)[0] }

  /// Rows as records of their cells, with the same storage of keys.
  public func records(_ range: Range<Int>) -> [Record] {
    let keys = columns.map(\.name)
    return range.map { row in Record(keys: keys, values: columns.map { $0.values[row] }) }
  }

  /// The rows of `range`.
  public func rows(_ range: Range<Int>) -> Table {
    Table(
      title: title,
      columns: columns.map { Column($0.name, Array($0.values[range]), format: $0.format) })
  }

  private func existingColumn(_ name: String) throws -> Column {
    if let column = column(name) { return column }
    throw Diagnostic(
      .name, "the table has no column '\(name)'",
      hint: Suggestion.hint(for: name, among: fieldNames),
      notes: ["columns: " + fieldNames.joined(separator: ", ")])
  }
}
