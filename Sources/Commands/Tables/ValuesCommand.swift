import Language

struct ValuesCommand: Command {
  static let name = "values"
  static let summary =
    "The values of a record, the columns of a table, or the numbers of a tensor, as a list."
  static let group = CommandGroup.tables
  static let subject = Parameter<Value>("x", "a record, a table or a tensor")
  static let parameters: [any AnyParameter] = [subject]
  static let examples = [
    Example("values({fc1: 5, fc2: 6})", prints: "[5, 6]"),
    Example("values(tensor([[1, 2], [3, 4]]))", prints: "[1, 2, 3, 4]"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    switch call[Self.subject] {
    case .record(let record): return .list(record.pairs.map(\.value))
    case .object(let table as Table): return .list(table.columns.map { .list($0.values) })
    case .object(let value as TensorValue):
      return .list(value.tensor.values.map { .number(Double($0)) })
    default:
      throw call.fault(
        .type, at: Self.subject, "\(call[Self.subject].typeNameWithArticle) has no values to list")
    }
  }
}
