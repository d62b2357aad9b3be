import Console
@preconcurrency import Foundation
import Language

/// Reads, hands over, reads again. Knows the terminal, no command.
struct Prompt {
  let console: Console
  let editor: any LineEditor
  let output: TerminalOutput

  /// Until the user leaves. Without a terminal an error ends it, with the error's exit code.
  func run() -> ExitCode {
    while let entry = readEntry() {
      guard !entry.isBlank else { continue }
      editor.remember(entry)
      if entry.hasPrefix("!") {
        runShell(String(entry.dropFirst()))
        continue
      }
      let outcome = console.execute(entry)
      output.erasePending()
      if outcome.isLeaving { return .success }
      if let request = outcome.request, !fulfil(request) { return .success }
      if !editor.isInteractive, outcome.error != nil { return outcome.exitCode }
    }
    if editor.isInteractive { print() }
    return .success
  }

  /// What a word of the console asked for; false when the entry that came of it leaves.
  private func fulfil(_ request: ClientRequest) -> Bool {
    switch request {
    case .clearScreen:
      print("\u{1B}[H\u{1B}[2J", terminator: "")
      fflush(stdout)
      return true
    case .edit(let text):
      guard let changed = TextEditor(environment: ProcessInfo.processInfo.environment).edited(text)
      else {
        output.complain("the editor gave nothing to run; $EDITOR chooses another")
        return true
      }
      print(changed.printableLines)
      editor.remember(changed)
      let outcome = console.execute(changed)
      output.erasePending()
      return !outcome.isLeaving
    }
  }

  /// Lines until they are a whole entry; nil at the end of the input. Ctrl-C forgets what was typed
  /// and starts anew.
  private func readEntry() -> String? {
    var entry = ""
    var prompt = NotebookPrompt.first(number: console.entryNumber)
    while true {
      switch editor.readLine(prompt: prompt, earlier: entry) {
      case .endOfInput: return entry.isEmpty ? nil : entry
      case .interrupted:
        entry = ""
        prompt = NotebookPrompt.first(number: console.entryNumber)
      case .line(let line):
        entry += line
        guard !entry.hasPrefix("!"), console.needsAnotherLine(entry) else { return entry }
        entry += "\n"
        prompt = NotebookPrompt.continuation(number: console.entryNumber)
      }
    }
  }

  /// `!ls Plots`: the user's shell, with the terminal.
  private func runShell(_ command: String) {
    fflush(stdout)
    let status = system(command)
    if status != 0 { output.complain("!\(command): \(Self.ending(status))") }
  }

  /// What a status of `wait` says: its low seven bits are the signal that ended the process, 0 when
  /// it left by itself.
  private static func ending(_ status: Int32) -> String {
    status & 0x7F == 0 ? "exit code \(status >> 8)" : "ended by signal \(status & 0x7F)"
  }
}

extension String {
  fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
