/// "unknown name 'epoch'", with what was probably meant.
struct UnknownName {
  let name: String
  let span: Span
  private let before: String
  private let after: String

  init(_ name: String, at span: Span) {
    (self.name, self.span) = (name, span)
    let line = span.source.line(span.line)
    before = String(line.prefix(span.column - 1))
    after = String(line.dropFirst(span.column - 1 + name.count))
  }

  /// `known` are the names of variables that are visible.
  func diagnostic(known: [String], commands: CommandTable) -> Diagnostic {
    let hint =
      assigned ?? ForeignHabits.names[name] ?? quoted(commands) ?? layer
      ?? Suggestion.hint(for: name, among: known + commands.names)
    return Diagnostic(.name, "unknown name '\(name)'", at: span, hint: hint)
  }

  /// `x <- 3` is a comparison with -3 here.
  private var assigned: String? {
    guard after.drop(while: { $0 == " " }).hasPrefix("<-"), before.allSatisfy({ $0 == " " }) else {
      return nil
    }
    return "write \(name) = ..."
  }

  /// `optimizer=adam`: a choice of an argument that stands here without quotes.
  private func quoted(_ commands: CommandTable) -> String? {
    let isArgument = ["(", "=", ","].contains(before.last { $0 != " " })
    guard isArgument else { return nil }
    let choices = commands.commands.flatMap { type(of: $0).parameters.flatMap(\.choices) }
    return choices.contains(name) ? "in quotes: \"\(name)\"" : nil
  }

  /// `net.fire2/squeeze1x1`: names of layers may hold slashes.
  private var layer: String? {
    let path = String(
      before.reversed().prefix { $0.isLetter || $0.isNumber || "_./".contains($0) }.reversed())
    guard path.hasSuffix("/"), let dot = path.firstIndex(of: "."), dot != path.startIndex else {
      return nil
    }
    let rest = after.prefix { $0.isLetter || $0.isNumber || "_/".contains($0) }
    return Self.layerHint(path[..<dot], path[path.index(after: dot)...] + name + rest)
  }

  static func layerHint(_ net: some StringProtocol, _ layer: some StringProtocol) -> String {
    "for a layer write \(net)[\"\(layer)\"]"
  }
}
