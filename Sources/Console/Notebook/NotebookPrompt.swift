/// The prompts as they are shown, and as they come back: text copied from a session or a document
/// brings them along.
public enum NotebookPrompt {
  /// `dcs [3]> `.
  public static func first(number: Int) -> String { "dcs [\(number)]> " }

  /// As wide as the prompt it continues, so that code stays aligned: `    ...> `.
  public static func continuation(number: Int) -> String {
    String(repeating: " ", count: first(number: number).count - 5) + "...> "
  }

  /// Without the prompts, if any line starts with one; outputs that were copied along stay and are
  /// the user's to drop.
  static func removed(from text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.contains(where: { withoutFirst($0) != nil }) else { return text }
    return lines.map { withoutFirst($0) ?? withoutContinuation($0) ?? $0 }.joined(separator: "\n")
  }

  /// What follows `dcs [digits]>`; nil when the line does not start so.
  private static func withoutFirst(_ line: Substring) -> Substring? {
    let line = line.drop { $0 == " " }
    guard line.hasPrefix("dcs [") else { return nil }
    let rest = line.dropFirst(5).drop { $0.isASCII && $0.isNumber }
    return rest.hasPrefix("]>") ? droppingBlank(rest.dropFirst(2)) : nil
  }

  private static func withoutContinuation(_ line: Substring) -> Substring? {
    let line = line.drop { $0 == " " }
    return line.hasPrefix("...>") ? droppingBlank(line.dropFirst(4)) : nil
  }

  private static func droppingBlank(_ text: Substring) -> Substring {
    text.first == " " ? text.dropFirst() : text
  }
}
