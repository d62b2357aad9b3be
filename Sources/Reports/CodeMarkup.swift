import Language

/// Code as HTML with a class for each kind of word.
package enum CodeMarkup {
  package static func html(_ code: String) -> String {
    let source = SourceText(name: "report", text: code)
    guard let tokens = try? Lexer.tokens(of: source) else { return escaped(code) }
    var html = ""
    var offset = 0
    for (index, token) in tokens.enumerated() {
      let range = token.span.range
      guard range.lowerBound >= offset, !range.isEmpty else { continue }
      html += between(offset..<range.lowerBound, in: source)
      let next = tokens.indices.contains(index + 1) ? tokens[index + 1] : nil
      html += marked(escaped(token.span.text), as: kind(of: token, next))
      offset = range.upperBound
    }
    return html + between(offset..<source.bytes.count, in: source)
  }

  /// Comments are no tokens.
  private static func between(_ range: Range<Int>, in source: SourceText) -> String {
    let text = String(decoding: source.bytes[range], as: UTF8.self)
    guard let hash = text.firstIndex(of: "#") else { return escaped(text) }
    let end = text[hash...].firstIndex(of: "\n") ?? text.endIndex
    let rest = String(text[end...])
    let comment = marked(escaped(String(text[hash..<end])), as: "comment")
    let after = SourceText(name: "report", text: rest)
    return escaped(String(text[..<hash])) + comment + between(0..<after.bytes.count, in: after)
  }

  private static func kind(of token: Token, _ next: Token?) -> String? {
    switch token.kind {
    case .number: return "number"
    case .string: return "string"
    case .keyword: return "keyword"
    case .prose: return "comment"
    case .name:
      if case .symbol(.leftParenthesis)? = next?.kind, next?.followsBlank == false {
        return "call"
      }
      return nil
    case .symbol, .newline, .end: return nil
    }
  }

  private static func marked(_ html: String, as kind: String?) -> String {
    kind.map { "<span class=\"\($0)\">\(html)</span>" } ?? html
  }

  package static func escaped(_ text: String) -> String {
    text.reduce(into: "") { html, character in
      switch character {
      case "&": html += "&amp;"
      case "<": html += "&lt;"
      case ">": html += "&gt;"
      case "\"": html += "&quot;"
      default: html.append(character)
      }
    }
  }
}
