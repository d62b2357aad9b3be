import CTerminal
import Console
@preconcurrency import Glibc
import Language

/// An answer to a question: fitted to the window, and through `$PAGER` when it is longer.
struct HelpPage {
  private let text: String

  init(_ text: String) { self.text = text.printableLines }

  /// `pages` is false where nobody could press a key.
  func show(pages: Bool) {
    guard isatty(STDOUT_FILENO) == 1 else { return print(text) }
    let fitted = WrappedText.fitted(text, width: Int(dcs_terminal_columns(STDOUT_FILENO)))
    let lineCount = fitted.count { $0 == "\n" } + 1
    guard pages, lineCount >= Int(dcs_terminal_rows(STDOUT_FILENO)), page(fitted) else {
      return print(fitted)
    }
  }

  /// Whether there was a pager that took it.
  private func page(_ text: String) -> Bool {
    let command = getenv("PAGER").map { String(cString: $0) } ?? "less"
    guard !command.isEmpty, command != "cat", Self.exists(command) else { return false }
    setenv("LESS", "FRX", 0)
    fflush(stdout)
    guard let pipe = popen(command, "w") else { return false }
    signal(SIGPIPE, SIG_IGN)  // who leaves the pager early does not leave dcs
    fputs(text + "\n", pipe)
    pclose(pipe)
    signal(SIGPIPE, SIG_DFL)
    dcs_clear_interrupts()
    return true
  }

  private static func exists(_ command: String) -> Bool {
    let program = command.prefix { $0 != " " }
    if program.contains("/") { return access(String(program), X_OK) == 0 }
    let folders = getenv("PATH").map { String(cString: $0) } ?? ""
    return folders.split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
  }
}
