import Language

struct ListCommand: Command {
  static let name = "list"
  static let summary =
    """
    A list of the values of a range, the numbers of a tensor, \
    the rows of a table or the characters of a string.
    """
  static let details =
    "Of a tensor with several dimensions a list of lists: `tensor(list(W))` gives W again."
  static let group = CommandGroup.tables
  static let subject = Parameter<Value>("x", "a range, tensor, table, string or list")
  static let parameters: [any AnyParameter] = [subject]
  static let examples = [
    Example("list(50%..90% step 20%)", prints: "[0.5, 0.7, 0.9]"),
    Example("list(tensor([[1, 2], [3, 4]]))", prints: "[[1, 2], [3, 4]]"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    if case .string(let text) = call[Self.subject] {
      try ValueLimits.check(listOf: text.count)
      return .list(text.map { .string(String($0)) })
    }
    return try call.locating(Self.subject) {
      .list(try Elements(call[Self.subject]).values.map(Self.unstacked))
    }
  }

  private static func unstacked(_ element: Value) throws -> Value {
    guard case .object(is TensorValue) = element else { return element }
    return .list(try Elements(element).values.map(unstacked))
  }
}
