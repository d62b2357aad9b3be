import Language

/// What a person who wrote prompt habits into a script is told.
enum ScriptHints {
  static func explained(_ event: Event) -> Event {
    if case .diagnostic(let diagnostic) = event {
      .diagnostic(explained(diagnostic))
    } else {
      event
    }
  }

  /// Adds a hint when an error stands where a prompt would have understood the line.
  static func explained(_ diagnostic: Diagnostic) -> Diagnostic {
    if diagnostic.kind == .name, let word = diagnostic.span?.text, promptNames.contains(word) {
      var explained = diagnostic
      explained.hint = "'\(word)' is a word of the prompt, not of the language"
      return explained
    }
    guard diagnostic.kind == .syntax, diagnostic.hint == nil, let span = diagnostic.span,
      isPromptWord(span.source.line(span.line).trimmed)
    else { return diagnostic }
    var explained = diagnostic
    explained.hint = "lines that start with ':', '?' or '!' work at the prompt only"
    return explained
  }

  private static let promptNames: Set<String> = ["help", "quit", "exit"]

  private static func isPromptWord(_ line: String) -> Bool {
    [":", "?", "!"].contains { line.hasPrefix($0) }
  }
}
