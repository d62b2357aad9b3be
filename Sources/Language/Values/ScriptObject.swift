/// A domain value seen from the language: fields, indexing, arithmetic, display. Every requirement
/// has a default that refuses with a type error, so a conformance writes only what its type can do.
public protocol ScriptObject: Sendable {
  /// "tensor", "net", "packed", "data", "table".
  var typeName: String { get }
  /// "a tensor"; data and examples take no article.
  var typeNameWithArticle: String { get }
  /// One line for lists, echoes and `:vars`, for instance "tensor 300x784".
  var summary: String { get }
  /// What `show x` and the echo at the prompt print; several lines are welcome.
  var display: Displayed { get }
  /// The same cut to a window: what a long tensor leaves out. Tables are cut by who writes them.
  func display(within limits: DisplayLimits) -> Displayed
  /// Whether work on it may take a noticeable time.
  var isLarge: Bool { get }
  /// About how many numbers operators on it go through.
  var size: Int { get }
  /// Facts for `:vars`; nil where they make no sense.
  var facts: ObjectFacts { get }

  /// Fields in the order in which completion lists them.
  var fieldNames: [String] { get }
  func field(_ name: String) throws -> Value?
  /// `x.name = value`: a changed copy.
  func settingField(_ name: String, to value: Value) throws -> Value

  func element(at subscripts: [Subscript]) throws -> Value
  /// `x[...] = value`: a changed copy.
  func settingElement(at subscripts: [Subscript], to value: Value) throws -> Value

  /// `self operator other`, or `other operator self` when `isReversed`; nil when the type does not
  /// take part.
  func applying(_ operation: BinaryOperator, to other: Value, isReversed: Bool) throws -> Value?
  func negated() throws -> Value?
  func isEqual(to other: any ScriptObject) -> Bool

  /// For `for x in object`, `len(object)`: nil when it cannot be walked.
  var elementCount: Int? { get }
  func element(number: Int) throws -> Value
}

/// What `show` prints.
public enum Displayed: Sendable {
  case text(String)
  case table(Table)
}

/// How much of a value a window shows; nil is no limit.
public struct DisplayLimits: Sendable, Equatable {
  public var rows: Int?
  /// In characters.
  public var width: Int?

  public init(rows: Int? = nil, width: Int? = nil) { (self.rows, self.width) = (rows, width) }
}

/// Columns of `:vars`.
public struct ObjectFacts: Sendable {
  public var shape: [Int]?
  public var bytes: Int?
  public var sparsity: Double?
  public var bits: Double?

  public init(shape: [Int]? = nil, bytes: Int? = nil, sparsity: Double? = nil, bits: Double? = nil)
  {
    self.shape = shape
    self.bytes = bytes
    self.sparsity = sparsity
    self.bits = bits
  }
}

/// One entry of an index: `x[3]`, `x[1:4]`, `x[:]`, `x[{list}]`. Ends as written; negative counts
/// from the end.
public enum Subscript: Sendable {
  case position(Value)
  case slice(from: Double?, to: Double?)
}

public enum BinaryOperator: String, Sendable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case power = "^"
  case matrixProduct = "@"
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case contains = "in"
}

extension ScriptObject {
  public var typeNameWithArticle: String { typeName.withArticle }
  public var display: Displayed { .text(summary.printable) }
  public func display(within limits: DisplayLimits) -> Displayed { display }
  public var isLarge: Bool { true }
  public var size: Int { isLarge ? 1 << 24 : 1 }
  public var facts: ObjectFacts { ObjectFacts() }
  public var fieldNames: [String] { [] }
  public func field(_ name: String) throws -> Value? { nil }
  public func settingField(_ name: String, to value: Value) throws -> Value {
    throw Diagnostic(.type, "a field of \(typeNameWithArticle) cannot be assigned")
  }
  public func element(at subscripts: [Subscript]) throws -> Value {
    throw Diagnostic(.type, "\(typeNameWithArticle) cannot be indexed")
  }
  public func settingElement(at subscripts: [Subscript], to value: Value) throws -> Value {
    throw Diagnostic(.type, "an element of \(typeNameWithArticle) cannot be assigned")
  }
  public func applying(_ operation: BinaryOperator, to other: Value, isReversed: Bool) throws
    -> Value?
  { nil }
  public func negated() throws -> Value? { nil }
  public func isEqual(to other: any ScriptObject) -> Bool { false }
  public var elementCount: Int? { nil }
  public func element(number: Int) throws -> Value {
    throw Diagnostic(.type, "\(typeNameWithArticle) has no elements to walk through")
  }
}
