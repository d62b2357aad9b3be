import CTerminal
import Commands
import Console
import Language

/// A console connected to this process's terminal.
struct Studio {
  let console: Console
  let output: TerminalOutput
  let session: Session

  /// `quotesCode` is false when the code is none that the user wrote: errors then come without its
  /// line. `listener` hears every event, too.
  init(
    _ options: SharedOptions, environment: [String: String], quotesCode: Bool = true,
    listener: (@Sendable (Event) -> Void)? = nil
  ) {
    var display = DisplaySettings()
    display.isQuiet = options.quiet
    display.tableFormat = options.format
    let settings = SharedSettings(display)
    let output = TerminalOutput(style: .detected(environment: environment), settings: settings)
    self.output = output
    let session = Session()
    self.session = session
    dcs_install_interrupt_handler()
    console = Console(
      commands: StandardCommands.table(session: session), settings: settings,
      isInterrupted: { dcs_interrupt_count() > 0 },
      sink: {
        output.handle(quotesCode ? $0 : $0.withoutPlace)
        listener?($0)
      })
    // Millions of values are not let go of one by one when the process ends.
    _ = Unmanaged.passRetained(console)
  }
}

extension Event {
  fileprivate var withoutPlace: Event {
    guard case .diagnostic(var diagnostic) = self else { return self }
    diagnostic.span = nil
    return .diagnostic(diagnostic)
  }
}
