extension Value {
  /// `==` of the language: values of different kinds are unequal; objects decide for themselves.
  public func isEqual(to other: Value) -> Bool {
    switch (self, other) {
    case (.none, .none): true
    case (.bool(let left), .bool(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.string(let left), .string(let right)): left == right
    case (.list(let left), .list(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.isEqual(to: $1) }
    case (.record(let left), .record(let right)): left.isEqual(to: right)
    case (.range(let left), .range(let right)): left == right
    case (.function(let left), .function(let right)): left.name == right.name && !left.name.isEmpty
    case (.object(let left), .object(let right)): left.isEqual(to: right)
    default: false
    }
  }

  /// Lists and records inside one another: bounded, because values are compared, printed and
  /// released recursively.
  static let nestingLimit = 200

  /// Whether at most `levels` containers, or captured scopes, stand inside one another.
  func isNested(atMost levels: Int) -> Bool {
    switch self {
    case .list(let elements): levels > 0 && elements.allSatisfy { $0.isNested(atMost: levels - 1) }
    case .record(let record):
      levels > 0 && record.pairs.allSatisfy { $0.value.isNested(atMost: levels - 1) }
    case .function(let callable): (callable as? UserFunction)?.isNested(atMost: levels) ?? true
    default: true
    }
  }
}

extension Record {
  /// The same keys with equal values, in any order.
  func isEqual(to other: Record) -> Bool {
    count == other.count
      && pairs.allSatisfy { key, value in other[key].map { value.isEqual(to: $0) } ?? false }
  }
}
