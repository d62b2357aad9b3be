/// The command form: `show net.fc1` is `show(net.fc1)`.
extension Parser {
  /// A NAME followed on the same line by a blank and then a NAME, STRING, NUMBER, `true`, `false`
  /// or `none`: no expression looks like that.
  var startsCommand: Bool {
    guard current.name != nil, next.followsBlank else { return false }
    switch next.kind {
    case .name, .string, .number, .keyword(.true), .keyword(.false), .keyword(.none): return true
    default: return false
    }
  }

  /// command = NAME word { [","] word } { "|>" stage }
  mutating func command() throws(Diagnostic) -> Expression {
    let token = current
    let name = Name(token.span.text, token.span)
    advance()
    var words = [try word()]
    while try hasMoreWords() {
      let argument = try word()
      if argument.name == nil, words.last?.name != nil {
        throw fault(
          "a positional argument after a named one", at: argument.value.span,
          hint: "named ones come last")
      }
      words.append(argument)
    }
    let call = try make(.call(Expression(.name(name.text), name.span), words), from: name.span)
    return try pipeline(from: call)
  }

  /// word = unary | NAME "=" unary
  private mutating func word() throws(Diagnostic) -> CallArgument {
    if let name = try argumentName() { return CallArgument(name, try unary()) }
    let value = try unary()
    try refuseOperator(after: value)
    return CallArgument(nil, value)
  }

  private mutating func hasMoreWords() throws(Diagnostic) -> Bool {
    if accept(.comma) {
      skipLineBreaks()
      return true
    }
    switch current.kind {
    case .symbol(.pipe), .symbol(.semicolon), .symbol(.rightBrace), .newline, .end, .prose:
      return false
    default: return true
    }
  }

  /// `print a + b` would be a guess: `print (a + b)` and `print(a + b)` are not.
  private func refuseOperator(after value: Expression) throws(Diagnostic) {
    switch current.kind {
    case .symbol(.minus) where current.followsBlank && !next.followsBlank: return
    case .keyword(.in), .keyword(.and), .keyword(.or), .symbol(.plus), .symbol(.minus),
      .symbol(.times),
      .symbol(.divide),
      .symbol(.matrixProduct), .symbol(.range), .symbol(.equal), .symbol(.notEqual), .symbol(.less),
      .symbol(.lessOrEqual), .symbol(.greater), .symbol(.greaterOrEqual):
      let text = current.span.text
      throw fault(
        "an operator in the command form needs parentheses", at: current.span,
        hint: "write (\(value.span.text) \(text) ...)")
    default: return
    }
  }
}
