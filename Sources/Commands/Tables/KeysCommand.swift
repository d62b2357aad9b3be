import Language

struct KeysCommand: Command {
  static let name = "keys"
  static let summary =
    "The keys of a record, the columns of a table, or the fields of a net or another object."
  static let group = CommandGroup.tables
  static let subject = Parameter<Value>("x", "a record, or a value with fields")
  static let parameters: [any AnyParameter] = [subject]
  static let examples = [
    Example("keys({fc1: 92%, fc2: 91%})", prints: "[\"fc1\", \"fc2\"]"),
    Example("keys(table({bits: [5], error: [1.6%]}))", prints: "[\"bits\", \"error\"]"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    switch call[Self.subject] {
    case .record(let record): return record.keys.asValue
    case .object(let object): return object.fieldNames.asValue
    default:
      throw call.fault(
        .type, at: Self.subject, "\(call[Self.subject].typeNameWithArticle) has no keys")
    }
  }
}
