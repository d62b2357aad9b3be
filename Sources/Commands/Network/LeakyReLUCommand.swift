import Language
import Networks

struct LeakyReLUCommand: Command {
  static let name = "leaky_relu"
  static let summary =
    "Describes the activation that keeps a fraction of what is negative, for net([...])."
  static let group = CommandGroup.get
  static let slope = Parameter<Double>("slope", "the fraction, for instance 1%", default: 0.01)
  static let parameters: [any AnyParameter] = [slope] + LayerArguments.all
  static let examples = [
    Example("show leaky_relu(slope=10%)", prints: "leaky_relu slope=0.1"),
    Example(
      "n = net([dense(4), leaky_relu(from=\"fc1\", name=\"l\")], input=[2]); print n.output",
      prints: "[4]"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    try call.require(Self.slope, in: -99...99)
    return call.description(LeakyReLU.operation, ["slope": .number(call[Self.slope])])
  }
}
