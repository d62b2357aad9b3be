import Language

/// What follows a script's name on the command line: options of the script's own `param` lines, and
/// options of dcs itself (`--quiet`) where the script declares none of that name.
public struct ScriptArguments: Equatable {
  /// Name to text, as written; the interpreter reads the text as a value.
  public private(set) var parameters: [String: String] = [:]
  public private(set) var wantsHelp = false
  /// What is meant for dcs: name to value, "true" where none follows.
  public private(set) var own: [String: String] = [:]

  /// An option of dcs that may stand behind the script, and whether a value follows it.
  public struct OwnOption: Sendable {
    public let name: String
    public let takesValue: Bool

    public init(_ name: String, takesValue: Bool) {
      (self.name, self.takesValue) = (name, takesValue)
    }
  }

  /// Throws a `UsageError`.
  public init(
    _ words: [String], declared: [String], switches: [String] = [], ownOptions: [OwnOption]
  ) throws {
    var rest = words[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("--"), word.count > 2 else {
        throw UsageError(
          "unexpected argument '\(word)': a script's arguments are written --name value")
      }
      let (name, written) = Self.split(word)
      if declared.contains(name) {
        let value = written ?? Self.takeValue(&rest) ?? (switches.contains(name) ? "true" : nil)
        guard let value else { throw UsageError("--\(name) needs a value") }
        parameters[name] = value
      } else if name == "help" {
        wantsHelp = true
      } else if let option = ownOptions.first(where: { $0.name == name }) {
        let value = written ?? (option.takesValue ? Self.takeValue(&rest) : "true")
        guard let value else { throw UsageError("--\(name) needs a value") }
        own[name] = value
      } else {
        throw UsageError(Self.unknown(name, declared: declared))
      }
    }
  }

  /// `--epochs=5` and `--epochs`; dashes inside a name stand for underscores.
  private static func split(_ word: String) -> (name: String, value: String?) {
    let body = word.dropFirst(2)
    guard let equals = body.firstIndex(of: "=") else { return (spelled(body), nil) }
    return (spelled(body[..<equals]), String(body[body.index(after: equals)...]))
  }

  private static func spelled(_ name: Substring) -> String {
    String(name.map { $0 == "-" ? "_" : $0 })
  }

  /// The next word, unless it is the next option. A negative number is a value.
  private static func takeValue(_ rest: inout ArraySlice<String>) -> String? {
    guard let next = rest.first, !next.hasPrefix("--") else { return nil }
    return rest.removeFirst()
  }

  private static func unknown(_ name: String, declared: [String]) -> String {
    guard !declared.isEmpty else {
      return "the script has no parameter '\(name)': it declares none"
    }
    let hint =
      Suggestion.hint(for: name, among: declared) ?? "it has \(declared.joined(separator: ", "))"
    return "the script has no parameter '\(name)': \(hint)"
  }
}

/// A command line that cannot be understood: exit code 2.
public struct UsageError: Error, Equatable {
  public let message: String

  public init(_ message: String) { self.message = message }
}
