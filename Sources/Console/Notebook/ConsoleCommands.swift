import Foundation
import Language

extension ConsoleCommand {
  static let variables = ConsoleCommand(
    name: "vars", usage: "", summary: "the variables: kind, shape, bytes, sparsity, bits"
  ) { console, _ in
    let variables = console.variables
    console.sink(
      variables.isEmpty ? .text("no variables yet") : .table(VariableTable.table(of: variables)))
    return EntryOutcome()
  }

  static let history = ConsoleCommand(
    name: "history", usage: "[COUNT]", summary: "what was entered in this session"
  ) { console, argument in
    guard argument.isEmpty || Int(argument) != nil else {
      throw Diagnostic(.argument, ":history takes a number of entries, not '\(argument)'")
    }
    for entry in console.journal.entries.suffix(max(0, Int(argument) ?? 50)) {
      console.sink(.text(NotebookPrompt.first(number: entry.number) + entry.text))
    }
    return EntryOutcome()
  }

  static let save = ConsoleCommand(
    name: "save", usage: "FILE.dcs", summary: "writes the entries that worked as a script"
  ) { console, argument in
    guard !argument.isEmpty else {
      throw Diagnostic(.argument, ":save needs a file name", hint: ":save session.dcs")
    }
    let path = UserPath.expanded(argument)
    guard !FileManager.default.fileExists(atPath: path) else {
      throw Diagnostic(
        .file, "\(argument) is there already", hint: "choose another name, or !rm it")
    }
    do {
      try AtomicFile.write(console.journal.script().utf8, to: path)
    } catch { throw Diagnostic(.file, "\(error)") }
    console.sink(.text("wrote \(argument)"))
    return EntryOutcome()
  }

  static let time = ConsoleCommand(
    name: "time", usage: "CODE", summary: "runs code and tells how long it took"
  ) { console, argument in
    guard !argument.isEmpty else {
      throw Diagnostic(.argument, ":time needs code", hint: ":time accuracy(net, test)")
    }
    let clock = ContinuousClock()
    let start = clock.now
    let outcome = console.execute(argument)
    console.sink(.text(seconds(clock.now - start)))
    return outcome
  }

  static let reset = ConsoleCommand(
    name: "reset", usage: "", summary: "forgets all variables and outputs"
  ) { console, _ in
    console.reset()
    return EntryOutcome()
  }

  static let help = ConsoleCommand(name: "help", usage: "", summary: "this list") { console, _ in
    let width = list.map { $0.name.count + $0.usage.count }.max() ?? 0
    for command in list {
      let left = command.name + (command.usage.isEmpty ? "" : " " + command.usage)
      console.sink(
        .text(":" + left + String(repeating: " ", count: width + 3 - left.count) + command.summary))
    }
    return EntryOutcome()
  }

  /// `0.042 s`, three significant digits or whole milliseconds.
  private static func seconds(_ duration: Duration) -> String {
    let seconds =
      Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    return String(format: seconds < 10 ? "%.3f s" : "%.1f s", seconds)
  }
}
