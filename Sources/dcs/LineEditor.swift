/// Where the prompt's lines come from: a person at a terminal, or a pipe.
protocol LineEditor: AnyObject {
  /// One line, or a pasted block. `earlier` is what was already typed of the same entry, for
  /// completion.
  func readLine(prompt: String, earlier: String) -> LineInput
  /// Keeps an entry for recall; several lines are recalled as one.
  func remember(_ entry: String)
  /// True when a person sees the prompts: an error then ends the entry, not the session.
  var isInteractive: Bool { get }
}

enum LineInput {
  /// Without its final newline; a pasted block has newlines inside.
  case line(String)
  /// Ctrl-C: the line is to be forgotten.
  case interrupted
  case endOfInput
}
