/// What binary operators mean. Numbers follow IEEE 754 (1 / 0 is inf, as in R and Julia); nothing
/// is converted.
enum Operators {
  static func apply(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws -> Value {
    if case .number(let a) = left, case .number(let b) = right {
      if let value = number(operation, a, b) { return value }
    }
    if let value = try object(operation, left, right) { return value }
    switch operation {
    case .equal: return .bool(left.isEqual(to: right))
    case .notEqual: return .bool(!left.isEqual(to: right))
    case .contains: return .bool(try contains(left, in: right))
    default: break
    }
    switch (left, right) {
    case (.string(let a), .string(let b)):
      if let value = try string(operation, a, b) { return value }
    case (.list(let a), .list(let b)) where operation == .add:
      try ValueLimits.check(listOf: a.count + b.count)
      return .list(a + b)
    default: break
    }
    throw mismatch(operation, left, right)
  }

  static func negate(_ operand: Value) throws -> Value {
    switch operand {
    case .number(let number): return .number(-number)
    case .object(let object):
      if let value = try object.negated() { return value }
    default: break
    }
    throw Diagnostic(.type, "'-' does not work on \(operand.typeNameWithArticle)")
  }

  private static func number(_ operation: BinaryOperator, _ a: Double, _ b: Double) -> Value? {
    switch operation {
    case .add: .number(a + b)
    case .subtract: .number(a - b)
    case .multiply: .number(a * b)
    case .divide: .number(a / b)
    case .power: .number(NumberPower.power(a, b))
    case .equal: .bool(a == b)
    case .notEqual: .bool(a != b)
    case .less: .bool(a < b)
    case .lessOrEqual: .bool(a <= b)
    case .greater: .bool(a > b)
    case .greaterOrEqual: .bool(a >= b)
    case .matrixProduct, .contains: nil
    }
  }

  private static func string(_ operation: BinaryOperator, _ a: String, _ b: String) throws -> Value?
  {
    switch operation {
    case .add:
      try ValueLimits.check(textOf: a.utf8.count + b.utf8.count)
      return .string(a + b)
    case .less: return .bool(a < b)
    case .lessOrEqual: return .bool(a <= b)
    case .greater: return .bool(a > b)
    case .greaterOrEqual: return .bool(a >= b)
    default: return nil
    }
  }

  /// Either side may know how: the left one is asked first. `in` is a question to its right side
  /// only.
  private static func object(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws
    -> Value?
  {
    if operation != .contains, case .object(let object) = left,
      let value = try object.applying(operation, to: right, isReversed: false)
    {
      return value
    }
    guard case .object(let object) = right else { return nil }
    return try object.applying(operation, to: left, isReversed: true)
  }

  private static func contains(_ item: Value, in container: Value) throws -> Bool {
    switch (container, item) {
    case (.list(let elements), _): return elements.contains { $0.isEqual(to: item) }
    case (.record(let record), .string(let key)): return record[key] != nil
    case (.string(let text), .string(let part)): return part.isEmpty || text.contains(part)
    case (.range(let range), .number(let number)): return range.contains(number)
    default: throw mismatch(.contains, item, container)
    }
  }

  private static func mismatch(_ operation: BinaryOperator, _ left: Value, _ right: Value)
    -> Diagnostic
  {
    let (a, b) = (left.typeNameWithArticle, right.typeNameWithArticle)
    return Diagnostic(
      .type, "'\(operation.rawValue)' does not work on \(a) and \(b)",
      hint: remedy(operation, left, right))
  }

  private static func remedy(_ operation: BinaryOperator, _ left: Value, _ right: Value) -> String?
  {
    switch (operation, left, right) {
    case (.add, .string, .number), (.add, .number, .string): "put numbers into text by \"{x}\""
    case (.add, .list, _): "a list takes a list: x + [y]"
    case (.matrixProduct, .number, _), (.matrixProduct, _, .number):
      "@ is the matrix product; * multiplies numbers"
    default: nil
    }
  }
}
