import Language

/// What elements are ordered by: numbers, strings, or lists of them, of which the first difference
/// decides.
enum SortKey {
  case number(Double)
  case text(String)
  case list([SortKey])

  init(_ value: Value) throws {
    switch value {
    case .number(let number): self = .number(number)
    case .string(let text): self = .text(text)
    case .list(let elements): self = .list(try elements.map { try SortKey($0) })
    default:
      throw Diagnostic(
        .type, "numbers, strings and lists of them can be sorted, not \(value.typeNameWithArticle)",
        hint: "by= takes a function that gives a number or a string")
    }
  }

  enum Order {
    case before, equal, after
  }

  /// Throws kind `type` for keys of different kinds. nan comes last, upwards and downwards, as in
  /// R.
  func order(_ other: SortKey, descending: Bool) throws -> Order {
    switch (self, other) {
    case (.number(let a), .number(let b)):
      if a.isNaN || b.isNaN { return a.isNaN ? (b.isNaN ? .equal : .after) : .before }
      return Self.order(a, b, descending)
    case (.text(let a), .text(let b)): return Self.order(a, b, descending)
    case (.list(let a), .list(let b)):
      for (left, right) in zip(a, b) {
        let order = try left.order(right, descending: descending)
        if order != .equal { return order }
      }
      return Self.order(a.count, b.count, descending)
    default:
      throw Diagnostic(.type, "numbers, strings and lists cannot be sorted among one another")
    }
  }

  private static func order<Key: Comparable>(_ a: Key, _ b: Key, _ descending: Bool) -> Order {
    a == b ? .equal : (a < b) != descending ? .before : .after
  }
}
