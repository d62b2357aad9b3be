/// One declared argument of a command: its name, meaning, type and default. The type decodes the
/// value.
public struct Parameter<Argument: ValueConvertible>: AnyParameter {
  public let name: String
  /// What it is, with its unit and what the ends of its range mean.
  public let summary: String
  public let defaultArgument: Argument?
  /// Collects all further positional arguments (`print a, b, c`); at most one, the last positional.
  /// `Argument` is then decoded from a `list`.
  public let isVariadic: Bool
  /// Offered by completion, checked by `Argument` itself: ["linear", "density", "forgy",
  /// "optimal"].
  public let choices: [String]
  /// Whether other words than the choices mean something, too, for instance paths.
  public let takesOtherWords: Bool

  /// Required.
  public init(
    _ name: String, _ summary: String, choices: [String] = [], takesOtherWords: Bool = false
  ) {
    (self.name, self.summary, self.choices) = (name, summary, choices)
    self.takesOtherWords = takesOtherWords
    defaultArgument = nil
    isVariadic = false
  }

  /// With a default.
  public init(_ name: String, _ summary: String, default argument: Argument, choices: [String] = [])
  {
    (self.name, self.summary, self.choices) = (name, summary, choices)
    defaultArgument = argument
    takesOtherWords = false
    isVariadic = false
  }

  public init(variadic name: String, _ summary: String) {
    (self.name, self.summary, choices) = (name, summary, [])
    defaultArgument = nil
    takesOtherWords = false
    isVariadic = true
  }

  public var isRequired: Bool { defaultArgument == nil && !isVariadic }
  public var typeDescription: String { Argument.typeDescription }
  public var defaultValue: Value? { defaultArgument?.asValue }
  public func decode(_ value: Value) throws -> any Sendable { try Argument(value) }
  public var defaultDecoded: (any Sendable)? { defaultArgument }
}

/// A parameter whose type is not known statically: what signatures, help, completion and the binder
/// use.
public protocol AnyParameter: Sendable {
  var name: String { get }
  var summary: String { get }
  var typeDescription: String { get }
  var isRequired: Bool { get }
  var isVariadic: Bool { get }
  var choices: [String] { get }
  var takesOtherWords: Bool { get }
  var defaultValue: Value? { get }
  func decode(_ value: Value) throws -> any Sendable
  var defaultDecoded: (any Sendable)? { get }
}
