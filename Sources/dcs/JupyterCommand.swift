import CTerminal
import Commands
import Console
import Foundation
import Jupyter
import Language

/// `dcs jupyter install [--prefix DIR]`, and `dcs jupyter run FILE`, which Jupyter calls.
struct JupyterCommand {
  let words: [String]
  let environment: [String: String]

  /// Throws a `UsageError`, or a `Diagnostic`.
  func run() throws -> Language.ExitCode {
    switch words.first {
    case "install": return try install(Array(words.dropFirst()))
    case "run" where words.count == 2: return try serve(words[1])
    default:
      throw UsageError("dcs jupyter install [--prefix DIR] makes dcs a kernel of Jupyter")
    }
  }

  private func install(_ words: [String]) throws -> Language.ExitCode {
    guard words.isEmpty || (words.count == 2 && words[0] == "--prefix") else {
      throw UsageError("dcs jupyter install takes --prefix DIR, not '\(words[0])'")
    }
    _ = try ZeroMQ()
    let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let path = try KernelSpecification.install(
      program: program, environment: environment, prefix: words.last)
    print("dcs is a kernel of Jupyter now: \(path)")
    return .success
  }

  private func serve(_ connection: String) throws -> Language.ExitCode {
    dcs_install_interrupt_handler()
    let kernel = try Kernel(connection: connection, version: DCS.version) { sink in
      Console(commands: StandardCommands.table(session: Session()), sink: sink)
    }
    kernel.run()
    return .success
  }
}
