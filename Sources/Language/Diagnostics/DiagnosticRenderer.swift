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

  /// Without a final newline.
  public func text(_ diagnostic: Diagnostic) -> String {
    var lines = [headline(diagnostic)]
    let gutter = gutter(diagnostic.span)
    if let span = diagnostic.span {
      lines += excerpt(diagnostic, span, gutter)
    } else if let hint = diagnostic.hint {
      lines.append("\(gutter)= \(hint)")
    }
    lines += diagnostic.notes.map { "\(gutter)= \($0)" }
    return lines.joined(separator: "\n")
  }

  private func headline(_ diagnostic: Diagnostic) -> String {
    let label = painted(Self.label(diagnostic.kind), Self.color(diagnostic.kind))
    guard let span = diagnostic.span else { return "\(label): \(diagnostic.message)" }
    let place = painted("\(span.source.name):\(span.line):\(span.column):", "1")
    return "\(place) \(label): \(diagnostic.message)"
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
    let line = span.source.line(span.line)
    let source = "\(lead)\(number) | \(printable(line))"
    let marks = self.marks(diagnostic, span, line)
    return marks.isEmpty ? [source] : [source, "\(gutter)| \(marks)"]
  }

  /// Carets under the span and the hint behind them; a failed check shows only its sides there.
  private func marks(_ diagnostic: Diagnostic, _ span: Span, _ line: String) -> String {
    let before = line.prefix(span.column - 1)
    let indent = String(repeating: " ", count: printable(before).displayWidth)
    if diagnostic.kind == .check { return diagnostic.hint.map { indent + $0 } ?? "" }
    let marked = line.dropFirst(span.column - 1).prefix(span.text.prefix { !$0.isNewline }.count)
    let carets = String(repeating: "^", count: max(1, printable(marked).displayWidth))
    return indent + painted(carets, "1;31") + (diagnostic.hint.map { " \($0)" } ?? "")
  }

  /// Tabs as four blanks, so that carets stay below their text; what a terminal would obey is
  /// replaced.
  private func printable(_ text: some StringProtocol) -> String {
    var printable = ""
    for scalar in text.unicodeScalars {
      if scalar == "\t" {
        printable += "    "
      } else if scalar == "\r" {
        continue
      } else {
        printable.unicodeScalars.append(
          scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar)
      }
    }
    return printable
  }

  private func painted(_ text: String, _ code: String) -> String {
    usesColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
