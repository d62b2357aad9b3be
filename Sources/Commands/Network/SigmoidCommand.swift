import Language
import Networks

struct SigmoidCommand: Command {
  static let name = "sigmoid"
  static let summary = "Describes the activation 1 / (1 + exp(-x)) for net([...])."
  static let group = CommandGroup.get
  static let parameters: [any AnyParameter] = LayerArguments.all
  static let examples = [
    Example("show sigmoid()", prints: "sigmoid"),
    Example(
      "n = net([dense(4), sigmoid(from=\"fc1\", name=\"s\")], input=[2]); print n.output",
      prints: "[4]"),
  ]

  func run(_ call: BoundCall) throws -> Value { call.description(Sigmoid.operation) }
}
