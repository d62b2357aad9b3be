import Language
import Memory

struct SplitCommand: Command {
  static let name = "split"
  static let summary = "The parts of a string between separators, as a list."
  static let details = """
    Without a separator the words between blanks, tabs and line ends, none of them empty. With one,
    empty parts stay: `split("a,,b", ",")` has three.
    """
  static let group = CommandGroup.text
  static let text = Parameter<String>("text", "a string")
  static let separator = Parameter<String?>(
    "separator", "what stands between the parts; none for white space", default: nil)
  static let parameters: [any AnyParameter] = [text, separator]
  static let examples = [
    Example("split(\"fc1  fc2 fc3\")", prints: "[\"fc1\", \"fc2\", \"fc3\"]"),
    Example("split(\"5,,8\", separator=\",\")", prints: "[\"5\", \"\", \"8\"]"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    let text = call[Self.text]
    // No text has more parts than bytes and one.
    try MemoryBudget.require(
      text.utf8.count * MemoryLayout<Value>.stride, for: "a list of the parts of a string")
    guard let separator = call[Self.separator] else {
      return text.split(whereSeparator: \.isWhitespace).map(String.init).asValue
    }
    guard !separator.isEmpty else {
      throw call.fault(
        .value, at: Self.separator, "the separator is empty",
        hint: "list(text) gives the characters")
    }
    return text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
      .asValue
  }
}
