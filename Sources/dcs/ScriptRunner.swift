import Console
import Foundation
import Language

/// Runs a script from a file, from standard input or from the command line, with its parameters.
struct ScriptRunner {
  let console: Console
  let output: TerminalOutput

  func run(_ script: SourceText, parameters: [String: String]) -> Int32 {
    let outcome = console.run(script, parameters: parameters)
    output.erasePending()
    reportChecks(outcome)
    return outcome.exitCode
  }

  private func reportChecks(_ outcome: EntryOutcome) {
    guard outcome.checksFailed > 0 else { return }
    let noun = outcome.checksRun == 1 ? "check" : "checks"
    output.report("\(outcome.checksFailed) of \(outcome.checksRun) \(noun) failed")
  }
}
