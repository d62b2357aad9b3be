import Language

struct SortCommand: Command {
  static let name = "sort"
  static let summary =
    "The elements of a list, or rows of a table, in ascending or descending order."
  static let details = """
    Equal elements keep their order; nan comes last either way. Strings are ordered as by `<`. When
    `by` gives lists, the first difference decides.
    """
  static let group = CommandGroup.tables
  static let items = Parameter<Elements>("x", "a list, a range, a table or a vector")
  static let by = Parameter<SortCriterion?>(
    "by",
    """
    a function that gives a number or a string, or the name of a column, or several; \
    none compares the elements
    """,
    default: nil)
  static let descending = Parameter<Bool>("descending", "largest first", default: false)
  static let parameters: [any AnyParameter] = [items, by, descending]
  static let examples = [
    Example("sort([3, 1, 2], descending=true)", prints: "[3, 2, 1]"),
    Example(
      "sort([\"conv1\", \"fc10\", \"fc2\"], by=len)", prints: "[\"fc2\", \"fc10\", \"conv1\"]"),
    Example(
      "sort(table({bits: [4, 5], error: [2.1%, 1.6%]}), by=\"error\").bits", prints: "[5, 4]"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    let items = call[Self.items]
    let descending = call[Self.descending]
    let criterion = call[Self.by]
    let keys = try items.values.map { try criterion?.key(of: $0, call) ?? SortKey($0) }
    let positions = try keys.indices.sorted { left, right in
      let order = try keys[left].order(keys[right], descending: descending)
      return order == .before || (order == .equal && left < right)
    }
    return items.selecting(positions)
  }
}
