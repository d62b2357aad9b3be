/// Turns a diagnostic into the lines a user reads (LANGUAGE.md, "Errors"):
///
///     study.dcs:21:18: error: prune has no argument 'sparisty'
///        21 |         |> prune(sparisty=92%)
///           |                  ^^^^^^^^ did you mean 'sparsity'?
///           = arguments: sparsity, threshold
public struct DiagnosticRenderer: Sendable {
  /// With terminal colours.
  public var usesColor: Bool

  public init(usesColor: Bool = false) { self.usesColor = usesColor }

  /// Characters of one part of a message; names in it may be longer.
  private static let longest = 1000

  /// Without a final newline.
  public func text(_ diagnostic: Diagnostic) -> String {
    var lines = [headline(diagnostic)]
    let gutter = gutter(diagnostic.span)
    if let span = diagnostic.span {
      lines += excerpt(diagnostic, span, gutter)
    } else if let hint = diagnostic.hint {
      lines.append("\(gutter)= \(hint.printable(atMost: Self.longest))")
    }
    lines += diagnostic.notes.map { "\(gutter)= \($0.printable(atMost: Self.longest))" }
    return lines.joined(separator: "\n")
  }

  private func headline(_ diagnostic: Diagnostic) -> String {
    let label = painted(Self.label(diagnostic.kind), Self.color(diagnostic.kind))
    let message = diagnostic.message.printable(atMost: Self.longest)
    guard let span = diagnostic.span else { return "\(label): \(message)" }
    let name = span.source.name.printable(atMost: Self.longest)
    let place = painted("\(name):\(span.line):\(span.column):", "1")
    return "\(place) \(label): \(message)"
  }

  private static func label(_ kind: Diagnostic.Kind) -> String {
    switch kind {
    case .check: "check failed"
    default: "error"
    }
  }

  private static func color(_ kind: Diagnostic.Kind) -> String { kind == .check ? "1;33" : "1;31" }

  /// The blanks before `|` and `=`: as wide as a line number of five digits and its bar.
  private func gutter(_ span: Span?) -> String {
    String(repeating: " ", count: max(5, span.map { String($0.line).count } ?? 0) + 1)
  }

  private func excerpt(_ diagnostic: Diagnostic, _ span: Span, _ gutter: String) -> [String] {
    let number = String(span.line)
    let lead = String(repeating: " ", count: gutter.count - 1 - number.count)
    let excerpt = Excerpt(span)
    let source = "\(lead)\(number) | \(excerpt.text)"
    let marks = self.marks(diagnostic, excerpt)
    return marks.isEmpty ? [source] : [source, "\(gutter)| \(marks)"]
  }

  /// Carets under the span and the hint behind them; a failed check shows only its sides there.
  private func marks(_ diagnostic: Diagnostic, _ excerpt: Excerpt) -> String {
    let indent = String(repeating: " ", count: excerpt.indent)
    let hint = diagnostic.hint?.printable(atMost: Self.longest)
    if diagnostic.kind == .check { return hint.map { indent + $0 } ?? "" }
    let carets = String(repeating: "^", count: excerpt.markedWidth)
    return indent + painted(carets, "1;31") + (hint.map { " \($0)" } ?? "")
  }

  private func painted(_ text: String, _ code: String) -> String {
    usesColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
