import Console
import Language

extension Table {
  /// The table as the user wants tables, without a final newline; as text, fitted to a window of
  /// `width` columns, with at most `rows` rows.
  func text(as format: TableFormat, width: Int?, rows: Int?) -> String {
    switch format {
    case .table: TableRenderer.text(self, width: width, rowLimit: rows)
    case .csv: TableRenderer.csv(self).withoutFinalNewline
    case .json: TableRenderer.json(self)
    case .md: TableRenderer.markdown(self)
    }
  }
}

extension String {
  fileprivate var withoutFinalNewline: String {
    last?.isNewline == true ? String(dropLast()) : self
  }
}
