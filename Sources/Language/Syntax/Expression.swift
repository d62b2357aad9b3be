/// A node that has a value.
public struct Expression: Sendable {
  public indirect enum Kind: Sendable {
    /// Numbers, true, false, none and strings without code.
    case literal(Value)
    case string([StringSegment])
    case name(String)
    case list([Expression])
    case record([(key: Name, value: Expression)])
    case function(FunctionDefinition)
    case negation(Expression)
    case binary(BinaryOperator, Expression, Expression, operatorSpan: Span)
    case logical(LogicalOperator, Expression, Expression)
    case not(Expression)
    case range(Expression, Expression, step: Expression?)
    case call(Expression, [CallArgument])
    case field(Expression, Name)
    case index(Expression, [SubscriptExpression])
  }

  public let kind: Kind
  public let span: Span
  /// Height of the tree below, at most `Parser.depthLimit`: neither evaluating nor releasing it
  /// exhausts a stack.
  public let depth: Int

  init(_ kind: Kind, _ span: Span) {
    (self.kind, self.span) = (kind, span)
    depth = 1 + (SyntaxNode.children(of: kind).map(\.depth).max() ?? 0)
  }
}

public enum LogicalOperator: String, Sendable {
  case and, or
}

/// `value`, or `name=value`.
public struct CallArgument: Sendable {
  public let name: Name?
  public let value: Expression
  /// True for the left side of `|>`.
  public let isPiped: Bool

  init(_ name: Name? = nil, _ value: Expression, isPiped: Bool = false) {
    (self.name, self.value, self.isPiped) = (name, value, isPiped)
  }
}

/// Between the brackets of an index: `3`, `1:4`, `:`.
public enum SubscriptExpression: Sendable {
  case position(Expression)
  case slice(from: Expression?, to: Expression?)
}

/// A piece of a string: text, or code with its format.
public enum StringSegment: Sendable {
  case text(String)
  case code(Expression, format: StringFormatText?)
}

/// The parameters and body of `fn name(...) {...}` or `fn(...) {...}`.
public struct FunctionDefinition: Sendable {
  public struct Parameter: Sendable {
    public let name: Name
    public let defaultValue: Expression?
  }

  public let parameters: [Parameter]
  public let body: [Statement]
  /// The `##` lines right above the declaration.
  public let help: String?
}
