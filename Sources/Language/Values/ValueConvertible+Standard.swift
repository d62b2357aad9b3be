extension Diagnostic {
  /// "expected a net, got a string": what decoding an argument throws.
  public static func expected(_ description: String, got value: Value) -> Diagnostic {
    Diagnostic(.type, "expected \(description), got \(value.typeNameWithArticle)")
  }
}

extension Value: ValueConvertible {
  public static var typeDescription: String { "any value" }
  public init(_ value: Value) throws { self = value }
  public var asValue: Value { self }
}

extension Double: ValueConvertible {
  public static var typeDescription: String { "a number" }
  public init(_ value: Value) throws {
    guard case .number(let number) = value else {
      throw Diagnostic.expected(Self.typeDescription, got: value)
    }
    self = number
  }
  public var asValue: Value { .number(self) }
}

extension Int: ValueConvertible {
  public static var typeDescription: String { "a whole number" }
  /// Whole numbers of magnitude up to 2^53, where a 64-bit float still counts by ones.
  public init(_ value: Value) throws {
    guard case .number(let number) = value else {
      throw Diagnostic.expected(Self.typeDescription, got: value)
    }
    guard number == number.rounded(), number.magnitude <= 9_007_199_254_740_992 else {
      throw Diagnostic(.value, "expected \(Self.typeDescription), got \(NumberText.plain(number))")
    }
    self = Int(number)
  }
  public var asValue: Value { .number(Double(self)) }
}

extension Bool: ValueConvertible {
  public static var typeDescription: String { "true or false" }
  public init(_ value: Value) throws {
    guard case .bool(let truth) = value else {
      throw Diagnostic.expected(Self.typeDescription, got: value)
    }
    self = truth
  }
  public var asValue: Value { .bool(self) }
}

extension String: ValueConvertible {
  public static var typeDescription: String { "a string" }
  public init(_ value: Value) throws {
    guard case .string(let text) = value else {
      throw Diagnostic.expected(Self.typeDescription, got: value)
    }
    self = text
  }
  public var asValue: Value { .string(self) }
}

extension Array: ValueConvertible where Element: ValueConvertible {
  public static var typeDescription: String {
    "a list of \(Element.typeDescription.withoutArticle)"
  }
  /// A list, or a range where numbers are wanted.
  public init(_ value: Value) throws {
    switch value {
    case .list(let elements): self = try elements.map { try Element($0) }
    case .range(let range):
      guard range.count <= 10_000_000 else {
        throw Diagnostic(.limit, "a range of \(range.count) values is too long")
      }
      try ValueLimits.check(listOf: range.count)
      self = try (0..<range.count).map { try Element(.number(range[$0])) }
    default: throw Diagnostic.expected(Self.typeDescription, got: value)
    }
  }
  public var asValue: Value { .list(map(\.asValue)) }
}

extension Optional: ValueConvertible where Wrapped: ValueConvertible {
  public static var typeDescription: String { "\(Wrapped.typeDescription) or none" }
  public init(_ value: Value) throws {
    if case .none = value { self = nil } else { self = try Wrapped(value) }
  }
  public var asValue: Value { map(\.asValue) ?? .none }
}

extension Record: ValueConvertible {
  public static var typeDescription: String { "a record" }
  public init(_ value: Value) throws {
    guard case .record(let record) = value else {
      throw Diagnostic.expected(Self.typeDescription, got: value)
    }
    self = record
  }
  public var asValue: Value { .record(self) }
}

extension NumberRange: ValueConvertible {
  public static var typeDescription: String { "a range" }
  public init(_ value: Value) throws {
    guard case .range(let range) = value else {
      throw Diagnostic.expected(Self.typeDescription, got: value)
    }
    self = range
  }
  public var asValue: Value { .range(self) }
}

extension Table: ValueConvertible {
  public static var typeDescription: String { "a table" }
  public init(_ value: Value) throws {
    guard case .object(let object) = value, let table = object as? Table else {
      throw Diagnostic.expected(Self.typeDescription, got: value)
    }
    self = table
  }
  public var asValue: Value { .object(self) }
}

/// A function or a command handed to a command (`map`, `filter`); call it by `CallContext.invoke`.
public struct FunctionArgument: ValueConvertible {
  public static var typeDescription: String { "a function" }
  public let callable: any Callable

  public init(_ value: Value) throws {
    guard case .function(let callable) = value else {
      throw Diagnostic.expected(Self.typeDescription, got: value)
    }
    self.callable = callable
  }
  public var asValue: Value { .function(callable) }
}

extension String {
  /// "a number" as "numbers", "any value" as "any values".
  fileprivate var withoutArticle: String {
    let words = split(separator: " ", maxSplits: 1)
    guard words.count == 2, words[0] == "a" || words[0] == "an", !words[1].contains(" or ") else {
      return self
    }
    return words[1] + "s"
  }
}
