import Console
import Foundation
import Language

/// `dcs check SCRIPT [--json]`: everything that is known to be wrong before a script runs. Its exit
/// code is that of the script's first error.
struct ScriptCheck {
  let path: String
  let writesJSON: Bool
  let output: TerminalOutput
  let console: Console

  func run() -> Language.ExitCode {
    let faults = faults
    if writesJSON {
      print(Self.json(faults))
    } else {
      for fault in faults { output.handle(.diagnostic(fault)) }
      if faults.count > 1 { output.report("\(faults.count) errors") }
    }
    return faults.first?.kind.exitCode ?? .success
  }

  private var faults: [Diagnostic] {
    do {
      return console.faults(in: try SourceText(contentsOf: path))
    } catch {
      return [error]
    }
  }

  /// As editors expect them.
  private struct Finding: Encodable {
    let file: String
    let line: Int
    let column: Int
    /// In characters.
    let length: Int
    let kind: String
    let message: String
    let hint: String?
    let notes: [String]

    init(_ fault: Diagnostic) {
      file = fault.span?.source.name ?? ""
      (line, column) = (fault.span?.line ?? 1, fault.span?.column ?? 1)
      length = fault.span?.text.count ?? 0
      (kind, message, hint, notes) = (fault.kind.rawValue, fault.message, fault.hint, fault.notes)
    }
  }

  private static func json(_ faults: [Diagnostic]) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let data = (try? encoder.encode(faults.map(Finding.init))) ?? Data("[]".utf8)
    return String(decoding: data, as: UTF8.self)
  }
}
