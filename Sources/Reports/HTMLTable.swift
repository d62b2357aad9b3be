import Language

/// A table as HTML. Cells carry the plain number, so that a click on a column's name sorts by it
/// however it is written.
public enum HTMLTable {
  public static func html(_ table: Table) -> String {
    let head = table.columns.map { column in
      "<th\(column.isNumeric ? " class=\"number\"" : "")><button type=\"button\">"
        + "\(CodeMarkup.escaped(column.name))</button></th>"
    }
    let rows = (0..<table.rowCount).map { row in
      "<tr>" + table.columns.map { cell($0, row) }.joined() + "</tr>"
    }
    let caption = table.title.map { "<caption>\(CodeMarkup.escaped($0))</caption>" } ?? ""
    let key = table.key.map { "<p class=\"key\">\(CodeMarkup.escaped($0))</p>" } ?? ""
    return """
      <div class="scroll"><table class="sortable">\(caption)
      <thead><tr>\(head.joined())</tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table></div>\(key)
      """
  }

  private static func cell(_ column: Table.Column, _ row: Int) -> String {
    let value = column.values[row]
    let text = CodeMarkup.escaped(TableRenderer.cell(value, column.format))
    guard case .number(let number) = value else { return "<td>\(text)</td>" }
    return "<td class=\"number\" data-value=\"\(number)\">\(text)</td>"
  }
}
