extension Interpreter {
  /// The `param` lines of a script, for `--help`.
  public static func parameters(of program: Program) -> [ParamDeclaration] {
    var declarations: [ParamDeclaration] = []
    for statement in program.statements {
      SyntaxNode.statement(statement).walk { node in
        if case .statement(let statement) = node, case .parameter(let declaration) = statement.kind
        {
          declarations.append(declaration)
        }
      }
    }
    return declarations
  }

  /// A name that no `param` declares, or a required one that is missing: known before anything
  /// runs.
  public static func parameterFault(in programs: [Program], given: [String]) -> Diagnostic? {
    let declarations = programs.flatMap { parameters(of: $0) }
    let names = declarations.map(\.name.text)
    if let unknown = given.sorted().first(where: { !names.contains($0) }) {
      let script = programs.first?.source.name ?? "the script"
      return Diagnostic(
        .argument, "\(script) has no parameter '\(unknown)'",
        hint: Suggestion.hint(for: unknown, among: names),
        notes: names.isEmpty ? [] : ["parameters: " + names.joined(separator: ", ")])
    }
    guard
      let missing = declarations.first(where: {
        $0.defaultValue == nil && !given.contains($0.name.text)
      })
    else {
      return nil
    }
    let name = missing.name.text
    return Diagnostic(
      .argument, "parameter '\(name)' is required", at: missing.name.span,
      hint: "give it by --\(name) VALUE")
  }

  /// What is wrong with the text for a parameter whose default is written out: "must be a number,
  /// not 'abc'". nil when it fits, or when only running the script tells.
  public static func textFault(_ text: String, for declaration: ParamDeclaration) -> String? {
    guard let fallback = declaration.defaultValue, fallback.isConstant else { return nil }
    let interpreter = Interpreter(
      commands: CommandTable([]), sink: { _ in }, isInterrupted: { false })
    guard let value = try? interpreter.evaluate(fallback) else { return nil }
    do {
      _ = try interpreter.convert(text, like: value, for: declaration.name)
      return nil
    } catch {
      return Diagnostic(error).message
    }
  }

  /// param NAME = default: the client's text in the default's kind, or the default.
  func bind(_ declaration: ParamDeclaration) throws -> Value {
    let value = try value(of: declaration)
    scope.set(declaration.name.text, to: value)
    return value
  }

  private func value(of declaration: ParamDeclaration) throws -> Value {
    let fallback = try declaration.defaultValue.map { try evaluate($0) }
    guard let text = parameters[declaration.name.text] else {
      if let fallback { return fallback }
      throw Diagnostic(
        .argument, "parameter '\(declaration.name.text)' is required", at: declaration.name.span)
    }
    return try convert(text, like: fallback, for: declaration.name)
  }

  /// Strings are taken as they are; anything else is read as it would be typed in a script.
  private func convert(_ text: String, like fallback: Value?, for name: Name) throws -> Value {
    if case .string? = fallback { return .string(text) }
    let value = literal(text)
    guard let fallback else { return value ?? .string(text) }
    if case .none = fallback { return value ?? .string(text) }
    guard let value, value.typeName == fallback.typeName else {
      throw Diagnostic(
        .argument,
        "parameter '\(name.text)' must be \(fallback.typeNameWithArticle), not '\(text)'",
        at: name.span)
    }
    return value
  }

  private func literal(_ text: String) -> Value? {
    let source = SourceText(name: "argument", text: text)
    guard let program = try? Parser.parse(source), program.statements.count == 1 else { return nil }
    guard case .expression(let expression) = program.statements[0].kind, expression.isConstant
    else { return nil }
    return try? evaluate(expression)
  }
}

extension Expression {
  /// Made of literals only: nothing in it is looked up or called.
  var isConstant: Bool {
    switch kind {
    case .name, .call, .function, .field, .index: false
    default: SyntaxNode.expression(self).children.allSatisfy(\.isConstant)
    }
  }
}

extension SyntaxNode {
  fileprivate var isConstant: Bool {
    if case .expression(let expression) = self { expression.isConstant } else { false }
  }
}
