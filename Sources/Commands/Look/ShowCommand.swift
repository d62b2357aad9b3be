import Language

struct ShowCommand: Command {
  static let name = "show"
  static let summary = "Shows a value in full and gives it back."
  static let details =
    "Nets, packed nets and tables are shown as tables, tensors with their first and last elements."
  static let group = CommandGroup.look
  static let subject = Parameter<Value>("x", "anything")
  static let parameters: [any AnyParameter] = [subject]
  static let examples = [
    Example("show 92%", prints: "0.92"), Example("show([1, \"a\"])", prints: "[1, \"a\"]"),
    Example("lenet300() |> show"),
  ]
  static let isQuiet = true

  func run(_ call: BoundCall) throws -> Value {
    try call.locating(Self.subject) { try call[Self.subject].checkText() }
    Self.show(call[Self.subject], in: call.context)
    return call[Self.subject]
  }

  static func show(_ value: Value, in context: any CallContext) {
    if case .string(let text) = value { return context.emit(.text(text)) }
    if case .object(let object) = value, case .text = object.display {
      return context.emit(.value(value))
    }
    for displayed in value.displays(within: DisplayLimits()) {
      switch displayed {
      case .table(let table): context.emit(.table(table))
      case .text(let text): context.emit(.text(text))
      }
    }
  }
}
