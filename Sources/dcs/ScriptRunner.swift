import Console
import Language
import Ranks

/// Runs a script from a file, from standard input or from the command line, with its parameters.
struct ScriptRunner {
  let console: Console
  let output: TerminalOutput

  func run(_ script: SourceText, parameters: [String: String], echo: Echo) -> ExitCode {
    let outcome = console.run(script, parameters: parameters, echo: echo)
    if let error = outcome.error { RankGroup.current?.note(error.message) }
    output.finish()
    if let summary = outcome.checkSummary { output.report(summary) }
    return outcome.exitCode
  }
}
