import Language

/// `by=` of `sort`: a function of the element, or fields of records and columns of tables by name.
enum SortCriterion: ValueConvertible {
  case function(FunctionArgument)
  case fields([String])

  static var typeDescription: String { "a function or the name of a column" }

  init(_ value: Value) throws {
    switch value {
    case .function: self = .function(try FunctionArgument(value))
    case .string, .list: self = .fields(try OneOrMore<String>(value).elements)
    default: throw Diagnostic.expected(Self.typeDescription, got: value)
    }
  }

  var asValue: Value {
    switch self {
    case .function(let function): function.asValue
    case .fields(let names): names.asValue
    }
  }

  func key(of element: Value, _ call: BoundCall) throws -> SortKey {
    switch self {
    case .function(let function):
      try SortKey(try call.context.invoke(function.callable, [element], at: call.span))
    case .fields(let names): .list(try names.map { try SortKey(try Self.field($0, of: element)) })
    }
  }

  private static func field(_ name: String, of element: Value) throws -> Value {
    guard case .record(let record) = element else {
      throw Diagnostic(
        .type, "only tables and records are sorted by a name, not \(element.typeNameWithArticle)")
    }
    guard let value = record[name] else {
      throw Diagnostic(
        .name, "there is no column '\(name)'", hint: Suggestion.hint(for: name, among: record.keys),
        notes: ["columns: " + record.keys.joined(separator: ", ")])
    }
    return value
  }
}
