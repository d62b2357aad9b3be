import Foundation
import Language

/// Words about the session itself: its display, its folder, its end.
extension ConsoleCommand {
  static let all = ConsoleCommand(
    name: "all", usage: "", summary: "shows the last tables and tensors whole"
  ) { console, _ in
    let events = console.shown.events
    guard !events.isEmpty else {
      throw Diagnostic(.value, "there is nothing that was cut", hint: "show a table first")
    }
    let settings = console.settings.current
    console.settings.current.rows = .all
    defer { console.settings.current = settings }
    for event in events { console.sink(event) }
    return EntryOutcome()
  }

  static let set = ConsoleCommand(
    name: "set", usage: "[NAME VALUE]", summary: "changes how values are shown; alone, lists it"
  ) { console, argument in
    let words = argument.split(whereSeparator: { $0 == " " || $0 == "=" }).map(String.init)
    guard let name = words.first else {
      console.sink(.table(settingsTable(console.settings.current)))
      return EntryOutcome()
    }
    guard let setting = DisplaySettings.all.first(where: { $0.name == name }) else {
      let names = DisplaySettings.all.map(\.name)
      throw Diagnostic(
        .name, "there is no setting '\(name)'", hint: Suggestion.hint(for: name, among: names),
        notes: ["settings: " + names.joined(separator: ", ")])
    }
    guard words.count == 2, setting.change(&console.settings.current, words[1]) else {
      throw Diagnostic(
        .value, "\(name) takes one of: \(setting.choices)", hint: ":set \(name) VALUE")
    }
    return EntryOutcome()
  }

  private static func settingsTable(_ settings: DisplaySettings) -> Table {
    Table(columns: [
      .init("name", DisplaySettings.all.map { .string($0.name) }),
      .init("value", DisplaySettings.all.map { .string($0.text(settings)) }),
      .init("choices", DisplaySettings.all.map { .string($0.choices) }),
      .init("what", DisplaySettings.all.map { .string($0.summary) }),
    ])
  }

  static let changeFolder = ConsoleCommand(
    name: "cd", usage: "[FOLDER]",
    summary: "changes the folder that paths begin at; alone, tells it"
  ) { console, argument in
    let manager = FileManager.default
    let folder = UserPath.expanded(argument.unquoted)
    guard argument.isEmpty || manager.changeCurrentDirectoryPath(folder) else {
      throw Diagnostic(.file, "there is no folder '\(argument)'", hint: "!ls lists what is here")
    }
    console.sink(.text(manager.currentDirectoryPath))
    return EntryOutcome()
  }

  static let edit = ConsoleCommand(
    name: "edit", usage: "[ENTRY]",
    summary: "opens an entry, or the last one, in $EDITOR, then runs it"
  ) { console, argument in
    var outcome = EntryOutcome()
    guard !argument.isEmpty else {
      outcome.request = .edit(console.journal.entries.last?.text ?? "")
      return outcome
    }
    guard let number = Int(argument),
      let entry = console.journal.entries.last(where: { $0.number == number })
    else {
      throw Diagnostic(
        .argument, "there is no entry \(argument)", hint: ":history lists them with their numbers")
    }
    outcome.request = .edit(entry.text)
    return outcome
  }

  static let clear = ConsoleCommand(name: "clear", usage: "", summary: "clears the screen") {
    _, _ in
    var outcome = EntryOutcome()
    outcome.request = .clearScreen
    return outcome
  }

  static let quit = ConsoleCommand(name: "quit", usage: "", summary: "leaves") { _, _ in
    EntryOutcome(isLeaving: true)
  }
}

extension String {
  /// As in `:cd "my folder"`.
  fileprivate var unquoted: String {
    guard count >= 2, let first, first == last, first == "\"" || first == "'" else { return self }
    return String(dropFirst().dropLast())
  }
}
