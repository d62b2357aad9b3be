import Language

struct FormatCommand: Command {
  static let name = "format"
  static let summary = "A value written by a string format, as in \"{x:.2%}\"."
  static let details = """
    `[< or >][width][.digits][letter]`: no letter for decimals, `%` per cent, `b` bytes (1 KB = 1000
    bytes), `d` whole, `e` power of ten, `x` as in 40.1x. A width fills with blanks: numbers stand
    right, other values left.
    """
  static let group = CommandGroup.text
  static let value = Parameter<Value>(
    "x", "any value; formats with digits or letters need a number")
  static let format = Parameter<String>("format", "for instance \".2%\", \"b\" or \">10\"")
  static let parameters: [any AnyParameter] = [value, format]
  static let examples = [
    Example("format(0.9153, \".1%\")", prints: "\"91.5%\""),
    Example("format(27100, \"b\")", prints: "\"27.1 KB\""),
  ]

  func run(_ call: BoundCall) throws -> Value {
    try call[Self.value].checkText()
    return .string(try call[Self.value].formatted(call[Self.format]))
  }
}
