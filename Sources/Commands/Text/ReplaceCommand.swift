import Language

struct ReplaceCommand: Command {
  static let name = "replace"
  static let summary = "A string with every occurrence of one text replaced by another."
  static let group = CommandGroup.text
  static let text = Parameter<String>("text", "a string; it stays as it is")
  static let old = Parameter<String>(
    "old", "what is replaced, from the left, without overlaps; not empty")
  static let new = Parameter<String>("new", "what takes its place")
  static let parameters: [any AnyParameter] = [text, old, new]
  static let examples = [
    Example("replace(\"conv1_1\", \"_\", \"/\")", prints: "\"conv1/1\""),
    Example("replace(\"lenet300.dcz\", \".dcz\", \"\")", prints: "\"lenet300\""),
  ]

  func run(_ call: BoundCall) throws -> Value {
    guard !call[Self.old].isEmpty else {
      throw call.fault(.value, at: Self.old, "nothing to replace: the string is empty")
    }
    let (text, old, new) = (call[Self.text], call[Self.old], call[Self.new])
    // As long as it can become: an empty string in place of a long one makes it no longer.
    let growth = max(0, new.utf8.count - old.utf8.count)
    if growth > 0 {
      let places = text.ranges(of: old).count
      try ValueLimits.check(textOf: text.utf8.count + places * growth)
    }
    return .string(text.replacing(old, with: new))
  }
}
