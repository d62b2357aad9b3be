import Language
import Networks

struct ReLUCommand: Command {
  static let name = "relu"
  static let summary = "Describes the activation max(x, 0) for net([...])."
  static let group = CommandGroup.get
  static let parameters: [any AnyParameter] = LayerArguments.all
  static let examples = [
    Example("show relu()", prints: "relu"),
    Example(
      "n = net([dense(4), relu(from=\"fc1\", name=\"r\")], input=[2]); print n.output",
      prints: "[4]"),
  ]

  func run(_ call: BoundCall) throws -> Value { call.description(ReLU.operation) }
}
