import Language

extension Console {
  /// What is known about a name: a command's help, a function's own, or a variable's kind and one line about it.
  public func inspect(_ name: String, isDetailed: Bool = false) -> String? {
    if name.hasPrefix(":") { return consoleCommandHelp(String(name.dropFirst())) }
    if let value = interpreter.globals.lookup(name) { return variableHelp(name, value) }
    return commands[name].map { CommandHelp.text(for: $0, isDetailed: isDetailed) }
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
    let known = commands.names + variables.map(\.name)
    let error = Diagnostic(
      .name, "there is nothing called '\(subject)'", hint: Suggestion.hint(for: subject, among: known),
      notes: ["help lists the commands"])
    return failing(error)
  }

  /// Commands by chapter, then what the prompt adds.
  private var overview: String {
    CommandHelp.overview(of: commands) + "\n\n" + """
      help NAME or ?NAME explains one, ??NAME in depth. ans is the last value, out[3] that of entry 3;
      a line that starts with |> continues from ans, a final ; hides the value. :help lists the console's own
      commands, !CODE runs a shell command, quit leaves.
      """
  }

  private func consoleCommandHelp(_ name: String) -> String? {
    ConsoleCommand.all.first { $0.name == name }.map { ":\($0.name) \($0.usage)\n\($0.summary)" }
  }

  private func variableHelp(_ name: String, _ value: Value) -> String {
    if case .function(let function) = value, let text = CommandHelp.text(for: function) { return text }
    return "\(name): \(value.typeName)\n\(value.literal)"
  }
}
