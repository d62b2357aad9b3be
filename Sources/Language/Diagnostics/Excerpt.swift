/// The line that a diagnostic points at, as a terminal shows it: a window of a long one, tabs as
/// blanks, nothing that would be obeyed.
struct Excerpt {
  /// Longer lines are cut; a minified file has a million characters on one.
  static let widest = 160
  /// Characters that stay in front of the place when a line is cut.
  private static let lead = 60

  let text: String
  /// Columns in front of the marked part.
  let indent: Int
  /// Columns of the marked part.
  let markedWidth: Int

  init(_ span: Span) {
    let line = span.source.line(span.line)
    let place = span.column - 1
    let isLong = line.utf8.count > Self.widest
    let start = isLong ? max(0, place - Self.lead) : 0
    let window = line.dropFirst(start)
    let shown = isLong ? window.prefix(Self.widest) : window
    let before = shown.prefix(place - start)
    let marked = shown.dropFirst(place - start)
      .prefix(span.text.prefix(Self.widest).prefix { !$0.isNewline }.count)
    let lead = start > 0 ? "…" : ""
    let tail = shown.endIndex < window.endIndex ? "…" : ""
    text = lead + Self.replaced(shown) + tail
    indent = (lead + Self.replaced(before)).displayWidth
    markedWidth = max(1, Self.replaced(marked).displayWidth)
  }

  /// Tabs as four blanks, so that carets stay below their text; one sign for each that a terminal
  /// would obey.
  private static func replaced(_ text: some StringProtocol) -> String {
    var replaced = ""
    for scalar in text.unicodeScalars {
      if scalar == "\t" {
        replaced += "    "
      } else if scalar != "\r" {
        replaced.unicodeScalars.append(scalar.isObeyed ? "\u{FFFD}" : scalar)
      }
    }
    return replaced
  }
}
