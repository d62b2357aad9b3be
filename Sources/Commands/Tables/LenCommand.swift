import Language

struct LenCommand: Command {
  static let name = "len"
  static let summary =
    "How many: elements, keys, characters, rows, or the first extent of a tensor."
  static let group = CommandGroup.tables
  static let subject = Parameter<Value>(
    "x", "a list, record, range, string, table, tensor or examples")
  static let parameters: [any AnyParameter] = [subject]
  static let examples = [
    Example("len([5, 6, 7])", prints: "3"),
    Example("len(50%..90% step 10%)", prints: "5"),
    Example("len(\"fc1\")", prints: "3"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    guard let count = Self.count(call[Self.subject]) else {
      throw call.fault(
        .type, at: Self.subject, "\(call[Self.subject].typeNameWithArticle) has no length")
    }
    return .number(Double(count))
  }

  private static func count(_ value: Value) -> Int? {
    switch value {
    case .list(let elements): elements.count
    case .record(let record): record.count
    case .range(let range): range.count
    case .string(let text): text.count
    case .object(let object): object.elementCount
    case .none, .bool, .number, .function: nil
    }
  }
}
