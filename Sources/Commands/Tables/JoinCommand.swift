import Language

struct JoinCommand: Command {
  static let name = "join"
  static let summary =
    "One string of the elements of a list, or one table of two that share columns."
  static let details = """
    A list is written with a string between its elements. Two tables are matched row by row where
    the columns `by` are equal (an inner join): each row of the first with all rows of the second
    that match, in that order. Other columns must have different names. A list of tables with the
    same columns becomes one table of all their rows; with `by` each row that has the same values
    there is kept once, and rows are in ascending order of them: the parts of a `sweep` in several
    files.
    """
  static let group = CommandGroup.tables
  static let left = Parameter<ListOrTable>("x", "a list or a table")
  static let partner = Parameter<Partner>(
    "with", "between the elements of a list; for a table the second table", default: .separator(""))
  static let by = Parameter<OneOrMore<String>?>(
    "by", "the columns that must be equal; none takes all columns that both tables have",
    default: nil)
  static let parameters: [any AnyParameter] = [left, partner, by]
  static let examples = [
    Example("join([\"fc1\", \"fc2\", 3], with=\", \")", prints: "\"fc1, fc2, 3\""),
    Example(
      """
      join(table({layer: ["a", "b"], bits: [5, 6]}), table({layer: ["b"], error: [2%]}), \
      by="layer") |> rows
      """,
      prints: "[{layer: \"b\", bits: 6, error: 0.02}]"),
    Example(
      """
      a = table({point: [1, 3], error: [4%, 2%]}); b = table({point: [2], error: [3%]}); \
      print join([a, b], by="point").error
      """, prints: "[0.04, 0.03, 0.02]"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    switch (call[Self.left], call[Self.partner]) {
    case (.list(let elements), .separator("")) where Self.holdsTables(elements):
      return .object(
        try call.locating(Self.left) {
          try TableUnion(elements.map { try Table($0) }, by: call[Self.by]?.elements ?? []).table
        })
    case (.list(let elements), .separator(let separator)):
      guard call[Self.by] == nil else {
        throw call.fault(.argument, at: Self.by, "by works with two tables")
      }
      return .string(elements.map(\.text).joined(separator: separator))
    case (.table(let left), .table(let right)):
      return .object(try TableJoin(left, right, by: call[Self.by]?.elements).table)
    case (.list, .table):
      throw call.fault(.type, at: Self.partner, "a list is joined with a string, not with a table")
    case (.table, .separator):
      throw call.fault(.type, at: Self.partner, "a table is joined with a table, not with a string")
    }
  }

  private static func holdsTables(_ elements: [Value]) -> Bool {
    if case .object(is Table)? = elements.first { true } else { false }
  }

  /// The second argument.
  enum Partner: ValueConvertible {
    case separator(String)
    case table(Table)

    static var typeDescription: String { "a string or a table" }

    init(_ value: Value) throws {
      switch value {
      case .string(let separator): self = .separator(separator)
      case .object(let table as Table): self = .table(table)
      default: throw Diagnostic.expected(Self.typeDescription, got: value)
      }
    }

    var asValue: Value {
      switch self {
      case .separator(let separator): .string(separator)
      case .table(let table): .object(table)
      }
    }
  }
}
