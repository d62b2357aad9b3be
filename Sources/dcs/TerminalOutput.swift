import CTerminal
import Console
@preconcurrency import Glibc
import Language
import Synchronization

/// Writes events: what was asked for to standard output; progress, lines about stages, notes and
/// diagnostics to standard error.
final class TerminalOutput: Sendable {
  private let style: OutputStyle
  private let settings: SharedSettings
  private let progress = Mutex(ProgressLine())
  private let document = JSONDocument()

  init(style: OutputStyle, settings: SharedSettings = SharedSettings()) {
    (self.style, self.settings) = (style, settings)
  }

  /// Events come from the thread that runs the script and from its workers.
  func handle(_ event: Event) {
    guard !style.isSilent else { return }
    if case .progress(let progress) = event { return show(progress) }
    switch event {
    case .prose, .statement, .used: return
    default: break
    }
    erasePending()
    switch event {
    case .text(let text): show(text)
    case .table(let table): show(table)
    case .value(let value): show(value)
    case .help(let text): HelpPage(text).show(pages: style.isInteractive && current.pagesHelp)
    case .outcome(let text): if !current.isQuiet { printError(style.faint(text.printable)) }
    case .note(let text): printError(style.note(text.printableLines))
    case .diagnostic(let diagnostic):
      printError(DiagnosticRenderer(usesColor: style.colorsErrors).text(diagnostic))
    case .check(let result):
      if result.passed && style.redrawsProgress && !current.isQuiet { showPassed(result) }
    case .picture(_, _, let drawing): show(drawing)
    case .progress, .prose, .statement, .used: break
    }
  }

  /// A message of the tool itself, about no script: "dcs: MESSAGE".
  func complain(_ message: String) {
    erasePending()
    printError("dcs: \(message.printableLines)")
  }

  /// Ends the output: what was gathered into one document is written.
  func finish() {
    guard !style.isSilent else { return }
    erasePending()
    document.write()
  }

  private var current: DisplaySettings { settings.current }

  // MARK: Values

  /// With `--format json` all output of a run is one document, which its end completes.
  private var gathersDocument: Bool { current.tableFormat == .json && !style.isInteractive }

  private func show(_ text: String) {
    if gathersDocument { document.append(text: text) } else { print(text.printableLines) }
  }

  private func show(_ table: Table) {
    if gathersDocument { return document.append(table) }
    let width = style.isTerminal ? columns : nil
    print(
      table.text(as: current.tableFormat, width: width, rows: rowLimit).printableLines)
  }

  private func show(_ value: Value) {
    if gathersDocument, !value.isShownAsTables { return document.append(value) }
    let limits = DisplayLimits(
      rows: style.isTerminal ? rowLimit : current.rows == .all ? nil : 8,
      width: style.isTerminal ? columns : 109)
    for (number, displayed) in value.displays(within: limits).enumerated() {
      if number > 0, !gathersDocument, current.tableFormat == .table { print() }
      switch displayed {
      case .text(let text): show(text)
      case .table(let table): show(table)
      }
    }
  }

  /// Where the terminal shows pixels, as wide as most windows.
  private func show(_ drawing: any Drawing) {
    guard style.isInteractive else { return }
    let way: InlinePicture? =
      switch current.pictures {
      case .automatic: style.pictures
      case .off: nil
      case .by(let way): way
      }
    let text: String? =
      switch way {
      case .kitty: (try? drawing.png(dotsPerInch: 96)).map(InlinePicture.kittyText)
      case .sixel: (try? drawing.sixel(dotsPerInch: 96)).map { $0 + "\n" }
      case nil: nil
      }
    if let text { print(text, terminator: "") }
  }

  /// Rows of a table or tensor: those that the window has below its title and prompt.
  private var rowLimit: Int? {
    switch current.rows {
    case .all: nil
    case .atMost(let count): count
    case .window: style.isTerminal ? max(10, Int(dcs_terminal_rows(STDOUT_FILENO)) - 6) : nil
    }
  }

  private var columns: Int { Int(dcs_terminal_columns(STDOUT_FILENO)) }

  // MARK: Lines about the run

  /// A person who watches a study sees its claims come true; in a log only failures count.
  private func showPassed(_ result: CheckResult) {
    let message = result.message.printable
    printError(style.colorsErrors ? "\u{1B}[32m✓\u{1B}[0m \(message)" : "✓ \(message)")
  }

  private func show(_ progress: Progress) {
    guard !current.isQuiet else { return }
    if style.redrawsProgress {
      self.progress.withLock {
        $0.draw(progress, columns: Int(dcs_terminal_columns(STDERR_FILENO)))
      }
    } else if progress.isMilestone {
      printError(ProgressText.line(progress).printable)
    }
  }

  /// Takes the progress line away, so that what comes next has a clean line.
  func erasePending() { progress.withLock { $0.erase() } }

  /// A line about the whole run.
  func report(_ text: String) { printError(text.printableLines) }

  private func printError(_ text: String) {
    if !style.isSilent { PatientOutput.writeError(text + "\n") }
  }

  private func print(_ text: String = "", terminator: String = "\n") {
    PatientOutput.write(text + terminator)
  }
}

extension Value {
  /// A table, or a record of tables.
  fileprivate var isShownAsTables: Bool {
    displays(within: DisplayLimits(rows: 1)).contains {
      if case .table = $0 { true } else { false }
    }
  }
}

/// One line at the bottom of the terminal, redrawn at most ten times a second.
private struct ProgressLine {
  private var isDrawn = false
  private var lastDrawn: ContinuousClock.Instant?

  mutating func draw(_ progress: Progress, columns: Int) {
    if progress.secondsSoFar == nil, progress.done >= progress.total { return erase() }
    let now = ContinuousClock.now
    if let lastDrawn, now - lastDrawn < .milliseconds(100) { return }
    write("\r" + ProgressText.bar(progress, width: columns - 1).printable + "\u{1B}[K")
    (isDrawn, lastDrawn) = (true, now)
  }

  mutating func erase() {
    guard isDrawn else { return }
    write("\r\u{1B}[K")
    (isDrawn, lastDrawn) = (false, nil)
  }

  private func write(_ text: String) { PatientOutput.writeError(text) }
}
