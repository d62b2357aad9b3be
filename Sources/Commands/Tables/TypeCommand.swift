import Language

struct TypeCommand: Command {
  static let name = "type"
  static let summary = "The kind of a value, as a string."
  static let details = """
    none, bool, number, string, list, record, range, tensor, table, data, net, packed, function, and
    the names of rarer objects.
    """
  static let group = CommandGroup.look
  static let value = Parameter<Value>("x", "any value")
  static let parameters: [any AnyParameter] = [value]
  static let examples = [
    Example("type(92%)", prints: "\"number\""),
    Example("type([1, 2])", prints: "\"list\""),
    Example("type(sqrt)", prints: "\"function\""),
  ]

  func run(_ call: BoundCall) throws -> Value { .string(call[Self.value].typeName) }
}
