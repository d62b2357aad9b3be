import Console
import Foundation
import Language

/// `dcs check SCRIPT [--json]`: everything that is known to be wrong before a script runs. Its exit
/// code is that of the script's error.
struct ScriptCheck {
  let path: String
  let writesJSON: Bool
  let output: TerminalOutput
  let console: Console

  func run() -> Language.ExitCode {
    let fault = fault
    if writesJSON {
      print(Self.json(fault))
    } else if let fault {
      output.handle(.diagnostic(fault))
    }
    return fault?.kind.exitCode ?? .success
  }

  private var fault: Diagnostic? {
    do {
      return console.fault(in: try SourceText(contentsOf: path))
    } catch {
      return error
    }
  }

  /// A list, as editors expect, of at most one finding: the first fault hides what follows it.
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
  }

  private static func json(_ fault: Diagnostic?) -> String {
    let findings = fault.map { fault in
      [
        Finding(
          file: fault.span?.source.name ?? "", line: fault.span?.line ?? 1,
          column: fault.span?.column ?? 1,
          length: fault.span?.text.count ?? 0, kind: fault.kind.rawValue, message: fault.message,
          hint: fault.hint,
          notes: fault.notes)
      ]
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let data = (try? encoder.encode(findings ?? [])) ?? Data("[]".utf8)
    return String(decoding: data, as: UTF8.self)
  }
}
