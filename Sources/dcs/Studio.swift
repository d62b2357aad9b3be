import CTerminal
import Commands
import Console
import Language

/// A console connected to this process's terminal.
struct Studio {
  let console: Console
  let output: TerminalOutput

  init(_ options: SharedOptions, environment: [String: String]) {
    var style = OutputStyle.detected(environment: environment)
    style.isQuiet = options.quiet
    style.tableFormat = options.format
    let output = TerminalOutput(style: style)
    self.output = output
    dcs_install_interrupt_handler()
    console = Console(
      commands: StandardCommands.table(session: Session()), isInterrupted: { dcs_interrupt_count() > 0 },
      sink: { output.handle($0) })
  }
}
