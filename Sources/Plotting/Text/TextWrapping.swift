/// Fitting words into a width.
extension TextStyle {
  /// The text broken at spaces into at most `lines` lines no wider than `width`; what does not fit
  /// ends in "…".
  public func wrapped(_ text: String, width: Double, lines: Int) -> [String] {
    var result: [String] = []
    var rest = words(of: text)[...]
    while !rest.isEmpty && result.count < lines {
      if result.count == lines - 1 {
        result.append(truncated(rest.joined(separator: " "), width: width))
        break
      }
      result.append(takeLine(from: &rest, width: width))
    }
    return result
  }

  /// The text itself if it fits, else its beginning and "…".
  public func truncated(_ text: String, width: Double) -> String {
    if self.width(of: text) <= width { return text }
    var kept = ""
    var used = self.width(of: "…")
    for character in text {
      used += self.width(of: String(character))
      if used > width { break }
      kept.append(character)
    }
    while kept.last == " " { kept.removeLast() }
    return kept + "…"
  }

  /// Control characters count as spaces: a line is one line.
  private func words(of text: String) -> [Substring] {
    text.split { $0 == " " || $0.unicodeScalars.allSatisfy { $0.value < 32 } }
  }

  private func takeLine(from words: inout ArraySlice<Substring>, width: Double) -> String {
    var line = String(words.removeFirst())
    while let next = words.first, self.width(of: line + " " + next) <= width {
      line += " " + next
      words.removeFirst()
    }
    return truncated(line, width: width)
  }
}
