import Language

/// A word that starts with a colon: something the notebook does, not the language.
struct ConsoleCommand: Sendable {
  let name: String
  /// What may follow the name.
  let usage: String
  /// One line.
  let summary: String
  let run: @Sendable (_ console: Console, _ argument: String) throws -> EntryOutcome

  /// In the order of `:help`.
  static let list: [ConsoleCommand] = [
    variables, history, save, edit, time, all, set, changeFolder, clear, reset, quit, help,
  ]

  static func named(_ name: String) throws(Diagnostic) -> ConsoleCommand {
    if let found = list.first(where: { $0.name == name }) { return found }
    let matching = list.filter { $0.name.hasPrefix(name) }
    if matching.count == 1 { return matching[0] }
    throw Diagnostic(
      .name, "there is no :\(name)", hint: Suggestion.hint(for: name, among: list.map(\.name)),
      notes: ["commands of the console: " + list.map { ":" + $0.name }.joined(separator: " ")])
  }
}

extension Console {
  /// Runs `:name argument`.
  func runConsoleCommand(_ words: String) -> EntryOutcome {
    let parts = words.dropFirst().split(separator: " ", maxSplits: 1)
    let argument = parts.count > 1 ? parts[1].trimmed : ""
    do {
      return try ConsoleCommand.named(parts.first.map(String.init) ?? "help").run(self, argument)
    } catch {
      return failing(Diagnostic(error))
    }
  }

  /// Tells the sink and the caller.
  func failing(_ error: Diagnostic) -> EntryOutcome {
    sink(.diagnostic(error))
    return EntryOutcome(failure: error)
  }
}
