import CTerminal
import Glibc
import Language

extension Table {
  /// The table as the user wants tables, without a final newline.
  func text(as format: TableFormat) -> String {
    switch format {
    case .table: TableRenderer.text(self, width: Self.terminalWidth)
    case .csv: TableRenderer.csv(self).withoutFinalNewline
    case .json: TableRenderer.json(self)
    case .md: TableRenderer.markdown(self)
    }
  }

  /// Nil when nobody's window limits it.
  private static var terminalWidth: Int? {
    isatty(STDOUT_FILENO) == 1 ? Int(dcs_terminal_columns(STDOUT_FILENO)) : nil
  }
}

extension String {
  fileprivate var withoutFinalNewline: String {
    last?.isNewline == true ? String(dropLast()) : self
  }
}
