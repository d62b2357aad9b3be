/// A table as text, CSV, JSON or Markdown.
public enum TableRenderer {
  /// Aligned columns under a rule, numbers to the right. Columns that do not fit into `width` go on
  /// below, beside the first one again, as R does. Of more rows than `rowLimit` the first and the
  /// last ones are written, with the number of the others between them.
  public static func text(_ table: Table, width: Int? = nil, rowLimit: Int? = nil) -> String {
    let rows = shownRows(table.rowCount, limit: rowLimit)
    let columns = table.columns.map { TextColumn($0, rows: rows) }
    var blocks: [String] = []
    for group in groups(columns, width) {
      blocks.append(block(group, rows: rows, leftOut: table.rowCount - rows.count + 1))
    }
    let body = blocks.joined(separator: "\n\n")
    return [table.title?.printable, body.isEmpty ? nil : body, table.key].compactMap { $0 }
      .joined(separator: "\n")
  }

  /// Rows at the end of a cut table.
  private static let lastRows = 3

  /// The numbers of the rows, nil where others are left out.
  private static func shownRows(_ count: Int, limit: Int?) -> [Int?] {
    guard let limit = limit.map({ max($0, lastRows + 2) }), count > limit else {
      return Array(0..<count)
    }
    return Array(0..<limit - lastRows - 1) + [nil] + Array(count - lastRows..<count)
  }

  private struct TextColumn {
    let name: String
    let cells: [String]
    let isNumeric: Bool
    let width: Int

    init(_ column: Table.Column, rows: [Int?]) {
      name = column.name.printable
      cells = rows.map { row in
        row.map { TableRenderer.cell(column.values[$0], column.format) } ?? ""
      }
      isNumeric = column.isNumeric
      width = max(name.displayWidth, cells.map(\.displayWidth).max() ?? 0)
    }

    func padded(_ text: String) -> String {
      let blanks = String(repeating: " ", count: width - text.displayWidth)
      return isNumeric ? blanks + text : text + blanks
    }
  }

  private static func groups(_ columns: [TextColumn], _ width: Int?) -> [[TextColumn]] {
    guard let width, let first = columns.first else { return columns.isEmpty ? [] : [columns] }
    var groups = [[first]]
    var used = first.width
    for column in columns.dropFirst() {
      if used + 2 + column.width > width, groups[groups.count - 1].count > 1 {
        groups.append([first])
        used = first.width
      }
      groups[groups.count - 1].append(column)
      used += 2 + column.width
    }
    return groups
  }

  private static func block(_ columns: [TextColumn], rows: [Int?], leftOut: Int) -> String {
    var lines = [
      line(columns) { $0.padded($0.name) },
      line(columns) { String(repeating: "-", count: $0.width) },
    ]
    for (place, row) in rows.enumerated() {
      lines.append(
        row == nil
          ? "... \(NumberText.grouped(leftOut)) more rows; :all shows them"
          : line(columns) { $0.padded($0.cells[place]) })
    }
    return lines.joined(separator: "\n")
  }

  private static func line(_ columns: [TextColumn], _ cell: (TextColumn) -> String) -> String {
    var text = columns.map(cell).joined(separator: "  ")
    while text.last == " " { text.removeLast() }
    return text
  }

  /// By the column's format; what the format is not for (a name, `none`) stands plainly, line
  /// breaks as blanks.
  public static func cell(_ value: Value, _ format: String?) -> String {
    if case .none = value { return "-" }
    if let format, value.isNumber, let text = try? value.formatted(format) { return text }
    let text = if case .string(let text) = value { text } else { value.brief() }
    return String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 }).printable
  }

  // MARK: CSV, Markdown, JSON

  /// RFC 4180: CRLF line ends, quotes where needed; numbers in full precision, without the columns'
  /// formats.
  public static func csv(_ table: Table) -> String {
    var rows = [table.columns.map { field($0.name) }]
    for row in 0..<table.rowCount {
      rows.append(table.columns.map { field(plain($0.values[row])) })
    }
    return rows.map { $0.joined(separator: ",") + "\r\n" }.joined()
  }

  private static func field(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else {
      return text
    }
    return "\"" + text.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }

  private static func plain(_ value: Value) -> String {
    switch value {
    case .none: ""
    case .number(let number): number.isFinite ? JSONText.number(number) : NumberText.plain(number)
    default: value.text
    }
  }

  /// A pipe table; numbers to the right.
  public static func markdown(_ table: Table) -> String {
    var lines = [
      row(table.columns.map(\.name)), row(table.columns.map { $0.isNumeric ? "---:" : "---" }),
    ]
    for number in 0..<table.rowCount {
      lines.append(row(table.columns.map { cell($0.values[number], $0.format) }))
    }
    let body = lines.joined(separator: "\n")
    return table.title.map { "**\($0.printable)**\n\n\(body)" } ?? body
  }

  private static func row(_ cells: [String]) -> String {
    "| "
      + cells.map {
        $0.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
      }
      .joined(separator: " | ") + " |"
  }

  /// A list of one object for every row.
  public static func json(_ table: Table) -> String {
    let rows = (0..<table.rowCount).map { "  " + JSONText.object(table.row($0)) }
    return rows.isEmpty ? "[]" : "[\n" + rows.joined(separator: ",\n") + "\n]"
  }
}

extension Table.Column {
  /// Whether it holds numbers and nothing else but `none`.
  public var isNumeric: Bool {
    values.contains(where: \.isNumber)
      && values.allSatisfy { value in
        if case .none = value { true } else { value.isNumber }
      }
  }
}
