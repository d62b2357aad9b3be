import Language

extension Console {
  /// What is known about a name: a command's help, a function's own, a variable's kind and
  /// contents, a word of the language, a topic, or an argument and the commands that take it.
  public func inspect(_ name: String, isDetailed: Bool = false) -> String? {
    if name.hasPrefix(":") { return consoleCommandHelp(String(name.dropFirst())) }
    if let value = interpreter.globals.lookup(name) { return variableHelp(name, value) }
    if let command = commands[name] { return CommandHelp(command).text(details: isDetailed) }
    if name == "topics" { return HelpTopics.list }
    return HelpTopics.topic(name)?.text ?? argumentHelp(name)
  }

  func answer(_ request: HelpRequest) -> EntryOutcome {
    guard let subject = request.subject else {
      sink(.help(overview))
      return EntryOutcome()
    }
    if let text = inspect(subject, isDetailed: request.isDetailed) {
      sink(.help(text))
      return EntryOutcome()
    }
    return failing(
      Diagnostic(
        .name, "there is nothing called '\(subject)'",
        hint: ForeignHabits.names[subject] ?? Suggestion.hint(for: subject, among: knownNames),
        notes: ["help lists the commands, help topics the topics"]))
  }

  /// Commands by chapter with their one-line summaries, then what the prompt adds.
  private var overview: String {
    let chapters = CommandGroup.allCases.compactMap { group -> String? in
      let commands = commands.commands(in: group).map { type(of: $0) }
      guard !commands.isEmpty else { return nil }
      return group.rawValue + "\n" + Self.aligned(commands.map { ($0.name, $0.summary) })
    }
    return (chapters + [Self.promptHelp]).joined(separator: "\n\n")
  }

  private static func aligned(_ pairs: [(String, String)]) -> String {
    let width = pairs.map(\.0.count).max() ?? 0
    return pairs.map { left, right in
      "  " + left + String(repeating: " ", count: width + 2 - left.count) + right
    }.joined(separator: "\n")
  }

  private static let promptHelp = """
    help NAME or ?NAME explains one, ??NAME in depth; help start shows the first ten minutes, \
    help topics the language. ans is the last value, \
    out[3] that of entry 3; a line that starts with |> continues from ans; a final ; hides the \
    value. Ctrl-C stops a computation, quit leaves.
    :help lists the console's own commands, !CODE runs CODE in the shell.
    """

  private func consoleCommandHelp(_ name: String) -> String? {
    ConsoleCommand.list.first { $0.name == name }.map { ":\($0.name) \($0.usage)\n\($0.summary)" }
  }

  /// `?sparsity`: which commands take it, and as what.
  private func argumentHelp(_ name: String) -> String? {
    let takers = commands.commands.compactMap { command in
      type(of: command).parameters.first { $0.name == name }.map { parameter in
        (type(of: command).name + "(\(name)=)", parameter.summary)
      }
    }
    guard !takers.isEmpty else { return nil }
    return "\(name) is an argument of\n" + Self.aligned(takers)
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
