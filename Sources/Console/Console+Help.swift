import Language

extension Console {
  /// What is known about a name: a command's help, a function's own, or a variable's kind and
  /// contents.
  public func inspect(_ name: String, isDetailed: Bool = false) -> String? {
    if name.hasPrefix(":") { return consoleCommandHelp(String(name.dropFirst())) }
    if let value = interpreter.globals.lookup(name) { return variableHelp(name, value) }
    return commands[name].map { CommandHelp($0).text(details: isDetailed) }
  }

  func answer(_ request: HelpRequest) -> EntryOutcome {
    guard let subject = request.subject else {
      sink(.text(overview))
      return EntryOutcome()
    }
    if let text = inspect(subject, isDetailed: request.isDetailed) {
      sink(.text(text))
      return EntryOutcome()
    }
    return failing(
      Diagnostic(
        .name, "there is nothing called '\(subject)'",
        hint: Suggestion.hint(for: subject, among: knownNames),
        notes: ["help lists the commands"]))
  }

  /// Commands by chapter with their one-line summaries, then what the prompt adds.
  private var overview: String {
    let chapters = CommandGroup.allCases.compactMap { group -> String? in
      let commands = commands.commands(in: group).map { type(of: $0) }
      guard !commands.isEmpty else { return nil }
      let width = commands.map { $0.name.count }.max() ?? 0
      let lines = commands.map {
        "  " + $0.name + String(repeating: " ", count: width + 2 - $0.name.count) + $0.summary
      }
      return ([group.rawValue] + lines).joined(separator: "\n")
    }
    return (chapters + [Self.promptHelp]).joined(separator: "\n\n")
  }

  private static let promptHelp = """
    help NAME or ?NAME explains one, ??NAME in depth. ans is the last value, \
    out[3] that of entry 3; a line that
    starts with |> continues from ans; a final ; hides the value. Ctrl-C stops a computation, \
    quit leaves.
    :help lists the console's own commands, !CODE runs CODE in the shell.
    """

  private func consoleCommandHelp(_ name: String) -> String? {
    ConsoleCommand.all.first { $0.name == name }.map { ":\($0.name) \($0.usage)\n\($0.summary)" }
  }

  private func variableHelp(_ name: String, _ value: Value) -> String {
    if let function = value.functionDescription {
      return [function.signature, function.help].compactMap { $0 }.joined(separator: "\n")
    }
    let shown: String
    switch value.display {
    case .text(let text): shown = text
    case .table(let table): shown = TableRenderer.text(table)
    }
    return "\(name) is \(value.typeNameWithArticle)\n\(shown)"
  }
}
