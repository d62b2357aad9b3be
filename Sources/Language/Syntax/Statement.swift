/// A node that is executed.
public struct Statement: Sendable {
  public indirect enum Kind: Sendable {
    case expression(Expression)
    /// `operation` is set for `+=` and its like.
    case assignment(AssignmentTarget, operation: BinaryOperator?, Expression)
    /// `if`, every `else if`, and `else`.
    case conditional([Branch], otherwise: [Statement])
    case forLoop(first: Name, second: Name?, over: Expression, [Statement])
    case whileLoop(Expression, [Statement])
    case breakLoop
    case continueLoop
    case returnValue(Expression?)
    case function(Name, FunctionDefinition)
    case include(Expression)
    case parameter(ParamDeclaration)
    /// `check`, or `require` when `isRequired`.
    case check(Expression, message: Expression?, isRequired: Bool)
    case attempt([Statement], Name, [Statement])
    case prose(String)
  }

  public let kind: Kind
  public let span: Span
  /// Ended by `;`: the prompt does not echo its value.
  public let isSilent: Bool

  var isProse: Bool {
    if case .prose = kind { true } else { false }
  }
}

/// A condition and what it guards.
public struct Branch: Sendable {
  public let condition: Expression
  public let body: [Statement]
}

/// `name`, `name.field`, `name[i].field[j, k]`.
public struct AssignmentTarget: Sendable {
  public enum Step: Sendable {
    case field(Name)
    case index([SubscriptExpression], Span)
  }

  public let name: Name
  public let steps: [Step]
  public let span: Span
}

/// `param name = default "help"`.
public struct ParamDeclaration: Sendable {
  public let name: Name
  public let defaultValue: Expression?
  public let help: String?
}

/// One parsed source.
public struct Program: Sendable {
  public let source: SourceText
  public let statements: [Statement]
}
