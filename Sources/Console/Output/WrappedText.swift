import Language

/// Text that fits into a window: lines are broken at blanks, and what follows is indented to where
/// the line's last column of text begins.
public enum WrappedText {
  /// Narrower windows get lines of this width all the same.
  static let narrowest = 20

  public static func fitted(_ text: String, width: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .flatMap { lines(of: $0, width: max(width, narrowest)) }.joined(separator: "\n")
  }

  private static func lines(of line: Substring, width: Int) -> [String] {
    guard String(line).displayWidth > width else { return [String(line)] }
    let indent = min(hangingIndent(of: line), width / 2)
    var lines: [String] = []
    var current = String(line.prefix { $0 == " " })
    var isEmpty = true
    for word in words(of: line.drop { $0 == " " }) {
      let gap = isEmpty ? "" : String(repeating: " ", count: word.blanks)
      if !isEmpty, current.displayWidth + word.blanks + word.text.displayWidth > width {
        lines.append(current)
        current = String(repeating: " ", count: indent)
        current += word.text
      } else {
        current += gap + word.text
      }
      isEmpty = false
    }
    return lines + [current]
  }

  /// Words with the blanks before them.
  private static func words(of line: Substring) -> [(blanks: Int, text: String)] {
    var rest = line
    var words: [(Int, String)] = []
    while !rest.isEmpty {
      let blanks = rest.prefix { $0 == " " }.count
      rest = rest.dropFirst(blanks)
      let text = rest.prefix { $0 != " " }
      if !text.isEmpty { words.append((blanks, String(text))) }
      rest = rest.dropFirst(text.count)
    }
    return words
  }

  /// Behind the last gap of two blanks or more (columns of a list), or else the line's own.
  private static func hangingIndent(of line: Substring) -> Int {
    let own = line.prefix { $0 == " " }.count
    var column = own
    var indent = own
    for word in words(of: line.dropFirst(own)) {
      column += word.blanks
      if word.blanks >= 2, column > own { indent = column }
      column += word.text.displayWidth
    }
    return indent
  }
}
