extension Parser {
  /// expr = or { "|>" stage }
  mutating func expr() throws(Diagnostic) -> Expression {
    let start = current
    if start.isSymbol(.pipe), position == 0 {
      return try pipeline(from: Expression(.name("ans"), start.span))
    }
    return try pipeline(from: try or())
  }

  /// { "|>" stage }: `x |> f(a)` is `f(x, a)`, `x |> f` is `f(x)`.
  mutating func pipeline(from first: Expression) throws(Diagnostic) -> Expression {
    var value = first
    while accept(.pipe) {
      skipLineBreaks()
      let stage = try postfix()
      let input = CallArgument(nil, value, isPiped: true)
      switch stage.kind {
      case .call(let callee, let arguments):
        value = try make(.call(callee, [input] + arguments), from: stage.span)
      case .name, .field, .function: value = try make(.call(stage, [input]), from: stage.span)
      default:
        throw fault(
          "a stage of a pipeline is a name or a call", at: stage.span, hint: "x |> f(a) is f(x, a)")
      }
    }
    return value
  }

  private mutating func or() throws(Diagnostic) -> Expression {
    let start = current.span
    var left = try and()
    while accept(.or) {
      skipLineBreaks()
      left = try make(.logical(.or, left, try and()), from: start)
    }
    return left
  }

  private mutating func and() throws(Diagnostic) -> Expression {
    let start = current.span
    var left = try not()
    while accept(.and) {
      skipLineBreaks()
      left = try make(.logical(.and, left, try not()), from: start)
    }
    return left
  }

  private mutating func not() throws(Diagnostic) -> Expression {
    let start = current.span
    guard accept(.not) else { return try compare() }
    let operand = try nested { (parser) throws(Diagnostic) in try parser.not() }
    return try make(.not(operand), from: start)
  }

  private mutating func compare() throws(Diagnostic) -> Expression {
    let start = current.span
    let left = try range()
    guard let operation = comparison else { return left }
    let operatorSpan = advance().span
    skipLineBreaks()
    let right = try range()
    if comparison != nil {
      throw fault("comparisons do not chain", at: current.span, hint: "write a < b and b < c")
    }
    return try make(.binary(operation, left, right, operatorSpan: operatorSpan), from: start)
  }

  private var comparison: BinaryOperator? {
    switch current.kind {
    case .keyword(.in): .contains
    case .symbol(.equal): .equal
    case .symbol(.notEqual): .notEqual
    case .symbol(.less): .less
    case .symbol(.lessOrEqual): .lessOrEqual
    case .symbol(.greater): .greater
    case .symbol(.greaterOrEqual): .greaterOrEqual
    default: nil
    }
  }

  private mutating func range() throws(Diagnostic) -> Expression {
    let start = current.span
    let first = try sum()
    guard accept(.range) else { return first }
    skipLineBreaks()
    let last = try sum()
    var step: Expression?
    if current.name == "step" {
      advance()
      step = try sum()
    }
    return try make(.range(first, last, step: step), from: start)
  }

  private mutating func sum() throws(Diagnostic) -> Expression {
    let start = current.span
    var left = try product()
    while let operation = currentOperator(.add, .subtract) {
      let operatorSpan = advance().span
      skipLineBreaks()
      left = try make(
        .binary(operation, left, try product(), operatorSpan: operatorSpan), from: start)
    }
    return left
  }

  private mutating func product() throws(Diagnostic) -> Expression {
    let start = current.span
    var left = try unary()
    while let operation = currentOperator(.multiply, .divide, .matrixProduct) {
      let operatorSpan = advance().span
      skipLineBreaks()
      left = try make(
        .binary(operation, left, try unary(), operatorSpan: operatorSpan), from: start)
    }
    return left
  }

  private func currentOperator(_ candidates: BinaryOperator...) -> BinaryOperator? {
    guard case .symbol(let symbol) = current.kind else { return nil }
    return candidates.first { $0.rawValue == symbol.rawValue }
  }

  /// unary = "-" unary | power
  mutating func unary() throws(Diagnostic) -> Expression {
    let start = current.span
    guard accept(.minus) else { return try power() }
    let operand = try nested { (parser) throws(Diagnostic) in try parser.unary() }
    return try make(.negation(operand), from: start)
  }

  private mutating func power() throws(Diagnostic) -> Expression {
    let start = current.span
    let base = try postfix()
    guard current.isSymbol(.power) else { return base }
    let operatorSpan = advance().span
    skipLineBreaks()
    let exponent = try nested { (parser) throws(Diagnostic) in try parser.unary() }
    return try make(.binary(.power, base, exponent, operatorSpan: operatorSpan), from: start)
  }

  /// postfix = primary { "(" [ arg { "," arg } ] ")" | index | "." NAME }
  mutating func postfix() throws(Diagnostic) -> Expression {
    let start = current.span
    var subject = try primary()
    while case .symbol(let symbol) = current.kind {
      switch symbol {
      case .leftParenthesis: subject = try make(.call(subject, try arguments()), from: start)
      case .leftBracket: subject = try make(.index(subject, try index()), from: start)
      case .dot:
        advance()
        subject = try make(.field(subject, try expectWord("after '.'")), from: start)
      default: return subject
      }
    }
    return subject
  }

  private mutating func arguments() throws(Diagnostic) -> [CallArgument] {
    try bracketed(.leftParenthesis, .rightParenthesis) { (parser) throws(Diagnostic) in
      var lastName: Name?
      return try parser.commaSeparated(until: .rightParenthesis) { (parser) throws(Diagnostic) in
        let argument = try parser.arg()
        if argument.name == nil, lastName != nil {
          throw parser.fault(
            "a positional argument after a named one", at: argument.value.span,
            hint: "named ones come last")
        }
        lastName = argument.name
        return argument
      }
    }
  }

  /// arg = expr | NAME "=" expr
  private mutating func arg() throws(Diagnostic) -> CallArgument {
    guard let name = try argumentName() else { return CallArgument(nil, try expr()) }
    return CallArgument(name, try expr())
  }

  /// NAME "=" if it stands here.
  mutating func argumentName() throws(Diagnostic) -> Name? {
    guard next.isSymbol(.assign) else { return nil }
    switch current.kind {
    case .name, .keyword:
      let name = try expectWord("of an argument")
      advance()
      return name
    default: return nil
    }
  }

  /// index = "[" slice { "," slice } "]"
  private mutating func index() throws(Diagnostic) -> [SubscriptExpression] {
    try bracketed(.leftBracket, .rightBracket) { (parser) throws(Diagnostic) in
      if parser.current.isSymbol(.rightBracket) { throw parser.unexpected("expected an index") }
      return try parser.commaSeparated(until: .rightBracket) { (parser) throws(Diagnostic) in
        try parser.slice()
      }
    }
  }

  /// slice = expr | [ expr ] ":" [ expr ]
  private mutating func slice() throws(Diagnostic) -> SubscriptExpression {
    let from = current.isSymbol(.colon) ? nil : try expr()
    guard accept(.colon) else {
      guard let from else { throw unexpected("expected an index") }
      return .position(from)
    }
    let ends = current.isSymbol(.comma) || current.isSymbol(.rightBracket)
    return .slice(from: from, to: ends ? nil : try expr())
  }
}
