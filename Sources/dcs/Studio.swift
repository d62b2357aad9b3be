import CTerminal
import Commands
import Console
import Language

/// A console connected to this process's terminal.
struct Studio {
  let console: Console
  let output: TerminalOutput

  /// `quotesCode` is false when the code is none that the user wrote: errors then come without its
  /// line.
  init(_ options: SharedOptions, environment: [String: String], quotesCode: Bool = true) {
    var display = DisplaySettings()
    display.isQuiet = options.quiet
    display.tableFormat = options.format
    let settings = SharedSettings(display)
    let output = TerminalOutput(style: .detected(environment: environment), settings: settings)
    self.output = output
    dcs_install_interrupt_handler()
    console = Console(
      commands: StandardCommands.table(session: Session()), settings: settings,
      isInterrupted: { dcs_interrupt_count() > 0 },
      sink: { output.handle(quotesCode ? $0 : $0.withoutPlace) })
  }
}

extension Event {
  fileprivate var withoutPlace: Event {
    guard case .diagnostic(var diagnostic) = self else { return self }
    diagnostic.span = nil
    return .diagnostic(diagnostic)
  }
}
