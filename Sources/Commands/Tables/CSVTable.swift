import Datasets
import Language
import Memory

/// Tables in `.csv` files: as `save` writes them, and read again.
enum CSVTable {
  /// Throws `DatasetError` when it is no table.
  static func read(_ content: [UInt8], path: String) throws -> Table {
    // A cell takes more than its text.
    try MemoryBudget.require(8 * content.count, for: "the table in '\(path)'")
    var names: [String] = []
    var columns: [[Value]] = []
    try CSVFile.forEachRecord(in: content, path: path) { record throws(DatasetError) in
      guard !names.isEmpty else {
        names = record.fields
        columns = names.map { _ in [] }
        if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
          throw .badTable(
            path: path, line: record.line, reason: "two columns are called '\(twice)'",
            remedy: "rename one of them")
        }
        return
      }
      guard record.fields.count == names.count else {
        throw .badTable(
          path: path, line: record.line,
          reason: "\(record.fields.count) fields, but the header names \(names.count) columns",
          remedy: "a field with a comma in it stands in quotes")
      }
      for (place, field) in record.fields.enumerated() { columns[place].append(value(of: field)) }
    }
    guard !names.isEmpty else {
      throw DatasetError.badTable(
        path: path, line: 1, reason: "the table is empty",
        remedy: "its first line names the columns")
    }
    return Table(columns: zip(names, columns).map { .init($0, $1) })
  }

  /// Nothing is none, and what reads as a number, true or false is that.
  static func value(of field: String) -> Value {
    switch field {
    case "": .none
    case "true": .bool(true)
    case "false": .bool(false)
    default: Double(field).map { .number($0) } ?? .string(field)
    }
  }

  /// One row as a line, without its end. Throws kind `type` for a value that would not come back.
  static func line(_ cells: [Value]) throws -> String {
    for cell in cells { try check(cell) }
    let row = Table(columns: cells.enumerated().map { .init("\($0)", [$1]) })
    let lines = TableRenderer.csv(row).split(separator: "\r\n", omittingEmptySubsequences: false)
    return String(lines[1])
  }

  static func header(_ names: [String]) -> String {
    let table = Table(columns: names.map { .init($0, []) })
    return String(TableRenderer.csv(table).split(separator: "\r\n")[0])
  }

  private static func check(_ cell: Value) throws {
    switch cell {
    case .none, .bool, .number: return
    case .string(let text):
      guard !text.contains(where: \.isNewline) else {
        throw Diagnostic(.value, "a text of several lines is kept in no row")
      }
      guard case .string = value(of: text) else {
        throw Diagnostic(
          .value, "the text \(cell.literal) would come back from a .csv file as something else",
          hint: "give it as a number, true, false or none, or with a word before it")
      }
    default:
      throw Diagnostic(
        .type, "a row of a .csv file holds no \(cell.typeName)",
        hint: "give numbers, texts, true or false; a list can be several fields of a record")
    }
  }
}
