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
    Self.show(call[Self.subject], in: call.context)
    return call[Self.subject]
  }

  static func show(_ value: Value, in context: any CallContext) {
    switch value {
    case .object(let object):
      switch object.display {
      case .table(let table): context.emit(.table(table))
      case .text(let text): context.emit(.text(text))
      }
    case .record(let record) where record.pairs.contains(where: { $0.value.isTable }):
      for (key, value) in record.pairs {
        if !value.isTable { context.emit(.text("\(key):")) }
        show(value, in: context)
      }
    default: context.emit(.text(value.text))
    }
  }
}

extension Value {
  fileprivate var isTable: Bool {
    if case .object(is Table) = self { return true }
    return false
  }
}
