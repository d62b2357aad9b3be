/// The smallest piece of source with a meaning.
public struct Token: Sendable {
  public enum Kind: Sendable {
    case number(Double)
    case string([StringPart])
    case name(String)
    case keyword(Keyword)
    case symbol(Symbol)
    /// A `##` line on its own, without the marks.
    case prose(String)
    case newline
    case end
  }

  public let kind: Kind
  public let span: Span
  /// A blank stands before it on its line: what tells `f x` (a command) from `f(x)`.
  public let followsBlank: Bool
}

/// A string is text with pieces of code between: "{name}: {share:.1%}".
public enum StringPart: Sendable {
  case text(String)
  /// The tokens between the braces; `format` is what follows the colon, with its place.
  case code([Token], format: StringFormatText?, span: Span)
}

/// The written format of an interpolation, `.3` in "{x:.3}".
public struct StringFormatText: Sendable {
  public let text: String
  public let span: Span
}

/// Words that are never names.
public enum Keyword: String, Sendable, CaseIterable {
  case `if`, `else`, `for`, `in`, `while`, `break`, `continue`, `return`, fn, include, param, check,
    require, `try`,
    `catch`
  case and, or, not, `true`, `false`, none
}

/// Punctuation and operators.
public enum Symbol: String, Sendable, CaseIterable {
  case leftParenthesis = "("
  case rightParenthesis = ")"
  case leftBracket = "["
  case rightBracket = "]"
  case leftBrace = "{"
  case rightBrace = "}"
  case comma = ","
  case colon = ":"
  case semicolon = ";"
  case dot = "."
  case range = ".."
  case plus = "+"
  case minus = "-"
  case times = "*"
  case divide = "/"
  case matrixProduct = "@"
  case power = "^"
  case assign = "="
  case addAssign = "+="
  case subtractAssign = "-="
  case multiplyAssign = "*="
  case divideAssign = "/="
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case pipe = "|>"
}

extension Token {
  /// How messages name it: "'+'", "the end of the line", "a string".
  var description: String {
    switch kind {
    case .number, .name, .keyword, .symbol: "'\(span.text)'"
    case .string: "a string"
    case .prose: "a '##' line"
    case .newline: "the end of the line"
    case .end: "the end of the input"
    }
  }

  func isSymbol(_ symbol: Symbol) -> Bool {
    if case .symbol(symbol) = kind { true } else { false }
  }

  func isKeyword(_ keyword: Keyword) -> Bool {
    if case .keyword(keyword) = kind { true } else { false }
  }

  var name: String? {
    if case .name(let text) = kind { text } else { nil }
  }

  var isEnd: Bool {
    if case .end = kind { true } else { false }
  }

  /// Ends of lines and prose: what brackets swallow.
  var isLineBreak: Bool {
    switch kind {
    case .newline, .prose: true
    default: false
    }
  }
}
