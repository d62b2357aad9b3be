import Language
import Networks

struct TanhCommand: Command {
  static let name = "tanh"
  static let summary = "Describes the hyperbolic tangent as an activation for net([...])."
  static let group = CommandGroup.get
  static let parameters: [any AnyParameter] = LayerArguments.all
  static let examples = [
    Example("show tanh()", prints: "tanh"),
    Example(
      "n = net([dense(4), tanh(from=\"fc1\", name=\"t\")], input=[2]); print n.output",
      prints: "[4]"),
  ]

  func run(_ call: BoundCall) throws -> Value { call.description(Tanh.operation) }
}
