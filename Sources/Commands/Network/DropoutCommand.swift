import Language
import Networks

struct DropoutCommand: Command {
  static let name = "dropout"
  static let summary =
    "Describes a layer that drops units at random while training, for net([...])."
  static let group = CommandGroup.get
  static let rate = Parameter<Double>(
    "rate", "fraction of units dropped, 0 to below 1", default: 0.5)
  static let parameters: [any AnyParameter] = [rate] + LayerArguments.all
  static let examples = [
    Example("show dropout(rate=50%)", prints: "dropout rate=0.5"),
    Example("show dropout(from=\"fc1\", name=\"d\")", prints: "dropout rate=0.5"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    try call.require(Self.rate, in: 0...0.999_999)
    return call.description(Dropout.operation, ["rate": .number(call[Self.rate])])
  }
}
