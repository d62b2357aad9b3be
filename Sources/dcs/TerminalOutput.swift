import CTerminal
import Console
@preconcurrency import Glibc
import Language
import Synchronization

/// Writes events: what was asked for to standard output; progress, notes and diagnostics to
/// standard error.
final class TerminalOutput: Sendable {
  private let style: OutputStyle
  private let progress = Mutex(ProgressLine())

  init(style: OutputStyle) { self.style = style }

  /// Events come from the thread that runs the script and from its workers.
  func handle(_ event: Event) {
    if case .progress(let progress) = event { return show(progress) }
    if case .prose = event { return }
    erasePending()
    switch event {
    case .text(let text): print(text)
    case .table(let table): print(table.text(as: style.tableFormat))
    case .picture(let path, _): print("wrote \(path)")
    case .value(let value): show(value)
    case .note(let text): printError(Self.note(text, colors: style.colorsErrors))
    case .diagnostic(let diagnostic):
      printError(DiagnosticRenderer(usesColor: style.colorsErrors).text(diagnostic))
    case .check(let result):
      if result.passed && style.redrawsProgress && !style.isQuiet { showPassed(result) }
    case .progress, .prose: break
    }
  }

  /// A message of the tool itself, about no script: "dcs: MESSAGE".
  func complain(_ message: String) {
    erasePending()
    printError("dcs: \(message)")
  }

  private func show(_ value: Value) {
    switch value.display {
    case .text(let text): print(text)
    case .table(let table): print(table.text(as: style.tableFormat))
    }
  }

  /// A person who watches a study sees its claims come true; in a log only failures count.
  private func showPassed(_ result: CheckResult) {
    printError(
      style.colorsErrors ? "\u{1B}[32m✓\u{1B}[0m \(result.message)" : "✓ \(result.message)")
  }

  private func show(_ progress: Progress) {
    guard !style.isQuiet else { return }
    if style.redrawsProgress {
      self.progress.withLock {
        $0.draw(progress, columns: Int(dcs_terminal_columns(STDERR_FILENO)))
      }
    } else if progress.isMilestone {
      printError(ProgressText.line(progress))
    }
  }

  /// Takes the progress line away, so that what comes next has a clean line.
  func erasePending() { progress.withLock { $0.erase() } }

  /// A line about the whole run.
  func report(_ text: String) { printError(text) }

  private func printError(_ text: String) { fputs(text + "\n", stderr) }

  private static func note(_ text: String, colors: Bool) -> String {
    colors ? "\u{1B}[36mnote:\u{1B}[0m \(text)" : "note: \(text)"
  }
}

/// One line at the bottom of the terminal, redrawn at most ten times a second.
private struct ProgressLine {
  private var isDrawn = false
  private var lastDrawn: ContinuousClock.Instant?

  mutating func draw(_ progress: Progress, columns: Int) {
    if progress.done >= progress.total { return erase() }
    let now = ContinuousClock.now
    if let lastDrawn, now - lastDrawn < .milliseconds(100) { return }
    write("\r" + ProgressText.bar(progress, width: columns - 1) + "\u{1B}[K")
    (isDrawn, lastDrawn) = (true, now)
  }

  mutating func erase() {
    guard isDrawn else { return }
    write("\r\u{1B}[K")
    (isDrawn, lastDrawn) = (false, nil)
  }

  private func write(_ text: String) { fputs(text, stderr) }
}
