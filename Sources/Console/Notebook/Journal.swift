import Language

/// The entries of this session, for `:history` and `:save`.
struct Journal {
  struct Entry {
    let number: Int
    let text: String
    let worked: Bool
  }

  private(set) var entries: [Entry] = []

  mutating func append(_ text: String, number: Int, worked: Bool) {
    entries.append(Entry(number: number, text: text, worked: worked))
  }

  /// The entries that worked, as a script that does the same: `ans` is assigned where a later entry
  /// needs it.
  func script() -> String {
    let worked = entries.filter(\.worked)
    let lines = worked.enumerated().map { index, entry in
      Self.scripted(entry, later: worked[(index + 1)...])
    }
    return (["# Saved from a dcs session: the entries that worked."] + lines).joined(
      separator: "\n") + "\n"
  }

  private static func scripted(_ entry: Entry, later: ArraySlice<Entry>) -> String {
    let source = SourceText(name: "entry", text: replacingOutputs(continued(entry.text)))
    let output = "out_\(entry.number)"
    let names = ["ans", "_", output].filter { name in
      (name == output ? later : later.prefix(1 + later.prefix { !hasValue($0.text) }.count))
        .contains { mentions(name, in: replacingOutputs($0.text)) }
    }
    guard !names.isEmpty, let start = valueStart(source) else { return source.text }
    let bytes = source.bytes
    let first = names[0]
    let assigned = String(
      decoding: bytes[..<start] + Array("\(first) = ".utf8) + bytes[start...], as: UTF8.self)
    // The command form, `show net`, is no expression that could be assigned.
    guard (try? Parser.parse(SourceText(name: "entry", text: assigned))) != nil else {
      return source.text
    }
    return ([assigned] + names.dropFirst().map { "\($0) = \(first)" }).joined(separator: "\n")
  }

  /// Where the expression begins whose value became `ans`; nil when the entry ends in another kind
  /// of statement.
  private static func valueStart(_ source: SourceText) -> Int? {
    guard let last = try? Parser.parse(source).statements.last, case .expression = last.kind else {
      return nil
    }
    return last.span.range.lowerBound
  }

  private static func hasValue(_ text: String) -> Bool {
    valueStart(SourceText(name: "entry", text: continued(text))) != nil
  }

  /// `|>` at the start uses `ans`, too.
  private static func mentions(_ name: String, in text: String) -> Bool {
    if name == "ans", text.trimmed.hasPrefix("|>") { return true }
    return words(of: text).contains { $0 == name }
  }

  private static func words(of text: String) -> [Substring] {
    text.split { !($0.isLetter || $0.isNumber || $0 == "_") }
  }

  /// A script cannot begin a statement with `|>`.
  private static func continued(_ text: String) -> String {
    text.trimmed.hasPrefix("|>") ? "ans " + text.trimmed : text
  }

  /// `out[3]` cannot be written in a script; `out_3` can.
  private static func replacingOutputs(_ text: String) -> String {
    text.replacing(#/\bout\[\s*(\d+)\s*\]/#) { "out_\($0.output.1)" }
  }
}
