import Language

struct PrintCommand: Command {
  static let name = "print"
  static let summary = "Writes values on one line, separated by blanks."
  static let details = """
    Strings are written as they are, numbers with up to 12 significant digits, tensors, tables and
    nets in one line; `show` writes those in full. Without values an empty line. For decimals use a
    string: `print("{x:.2%}")`.
    """
  static let group = CommandGroup.text
  static let values = Parameter<[Value]>(variadic: "values", "any values")
  static let parameters: [any AnyParameter] = [values]
  static let examples = [
    Example("print(\"bits\", 5, 92%)", prints: "bits 5 0.92"),
    Example("print \"sparsity {0.915:.1%}\"", prints: "sparsity 91.5%"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    for value in call[Self.values] { try value.checkText() }
    call.context.emit(.text(call[Self.values].map(\.text).joined(separator: " ")))
    return .none
  }
}
