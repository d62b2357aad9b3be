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
}

extension Record {
  /// The same keys with equal values, in any order.
  func isEqual(to other: Record) -> Bool {
    count == other.count
      && pairs.allSatisfy { key, value in other[key].map { value.isEqual(to: $0) } ?? false }
  }
}
