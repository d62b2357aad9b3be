import Language

extension Console {
  /// How the text before `cursor` (a byte offset) may go on: names, named arguments, fields,
  /// layers; files inside strings; the console's own words where they may stand.
  public func complete(_ text: String, cursor: Int) -> EntryCompletion {
    let typed = String(decoding: text.utf8.prefix(max(0, cursor)), as: UTF8.self)
    if let completion = consoleWords(typed) { return completion }
    let completer = Completer(commands: commands, globals: interpreter.globals)
    let found = completer.complete(text, cursor: cursor)
    let candidates =
      found.expectsFileName
      ? FileCompletion.candidates(
        for: String(decoding: typed.utf8.dropFirst(found.replacing.lowerBound), as: UTF8.self))
      : Self.helpful(found).map(\.text)
    return EntryCompletion(
      start: found.replacing.lowerBound,
      candidates: Self.closed(candidates, found.quote, before: text.utf8.dropFirst(cursor).first),
      signature: completer.signature(text, cursor: cursor))
  }

  /// The only way to go on inside quotes ends the string, unless it is a folder or the quote is
  /// there already.
  private static func closed(_ candidates: [String], _ quote: Character?, before next: UInt8?)
    -> [String]
  {
    guard let quote, candidates.count == 1, !candidates[0].hasSuffix("/"),
      next != quote.asciiValue
    else { return candidates }
    return [candidates[0] + String(quote)]
  }

  /// Where nothing is typed yet inside a call, its arguments: everything else could stand there,
  /// too, and says nothing.
  private static func helpful(_ found: Completion) -> [Completion.Candidate] {
    let arguments = found.candidates.filter { $0.kind == .argument }
    return found.replacing.isEmpty && !arguments.isEmpty ? arguments : found.candidates
  }

  /// `:va`, `?pru`, `help pru`.
  private func consoleWords(_ typed: String) -> EntryCompletion? {
    if typed.hasPrefix(":"), !typed.contains(" ") {
      return EntryCompletion(
        start: 0,
        candidates: ConsoleCommand.list.map { ":" + $0.name }.filter { $0.hasPrefix(typed) })
    }
    for prefix in ["??", "?", "help "] where typed.hasPrefix(prefix) {
      let name = typed.dropFirst(prefix.count)
      return EntryCompletion(
        start: prefix.utf8.count,
        candidates: (knownNames + argumentNames).filter { $0.hasPrefix(name) }.sorted())
    }
    return nil
  }

  /// Arguments of commands, each once.
  private var argumentNames: [String] {
    let names = Set(commands.commands.flatMap { type(of: $0).parameters.map(\.name) })
    return names.subtracting(knownNames).sorted()
  }

  /// Everything that can be asked about.
  var knownNames: [String] { commands.names + variables.map(\.name) + HelpTopics.names }
}
