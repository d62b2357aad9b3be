import Language

/// What a person who wrote prompt habits into a script is told.
enum ScriptHints {
  static func explained(_ event: Event) -> Event {
    if case .diagnostic(let diagnostic) = event { .diagnostic(explained(diagnostic)) } else { event }
  }

  /// Adds a hint when a syntax error stands at the start of a line that a prompt would have understood.
  static func explained(_ diagnostic: Diagnostic) -> Diagnostic {
    guard diagnostic.kind == .syntax, diagnostic.hint == nil, let span = diagnostic.span,
      isPromptWord(span.source.line(span.line).trimmed)
    else { return diagnostic }
    var explained = diagnostic
    explained.hint = "lines that start with ':', '?' or '!' work at the prompt only"
    return explained
  }

  private static func isPromptWord(_ line: String) -> Bool { [":", "?", "!"].contains { line.hasPrefix($0) } }
}
