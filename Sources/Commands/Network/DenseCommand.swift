import Language
import Networks

struct DenseCommand: Command {
  static let name = "dense"
  static let summary = "Describes a fully connected layer for net([...])."
  static let group = CommandGroup.get
  static let outputs = Parameter<Int>("outputs", "number of units")
  static let hasBias = Parameter<Bool>(
    "bias", "whether a bias is added to each unit", default: true)
  static let parameters: [any AnyParameter] = [outputs, hasBias] + LayerArguments.all
  static let examples = [
    Example("show dense(300)", prints: "dense outputs=300"),
    Example(
      "n = net([dense(8, name=\"hidden\", bias=false), relu, dense(2)], input=[4]); print n.layers",
      prints: "[\"hidden\", \"fc2\"]"),
    Example(
      "n = net([dense(8), dense(2, from=\"input\")], input=[4]); print n.fc2.shape",
      prints: "[2, 4]"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    try call.require(Self.outputs, in: 1...16_777_216)
    var attributes: [String: Attribute] = ["outputs": .integers([call[Self.outputs]])]
    if !call[Self.hasBias] { attributes["bias"] = .integers([0]) }
    return call.description(Dense.operation, attributes)
  }
}
