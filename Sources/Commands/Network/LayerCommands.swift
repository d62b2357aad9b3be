import Language
import Networks

/// `dense(300)`: what every layer command shares is that it only describes; `net` builds.
struct DenseCommand: Command {
  static let name = "dense"
  static let summary = "Describes a fully connected layer for net([...])."
  static let group = CommandGroup.get
  static let outputs = Parameter<Int>("outputs", "number of units")
  static let hasBias = Parameter<Bool>("bias", "whether a bias is added to each unit", default: true)
  static let layerName = Parameter<String?>("name", "the layer's name; none numbers it: fc1, fc2", default: nil)
  static let parameters: [any AnyParameter] = [outputs, hasBias, layerName]
  static let examples = [
    Example("show dense(300)", prints: "dense outputs=300"),
    Example(
      "n = net([dense(8, name=\"hidden\", bias=false), relu, dense(2)], input=[4]); print n.layers",
      prints: "[\"hidden\", \"fc2\"]"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    try call.require(Self.outputs, in: 1...16_777_216)
    var attributes: [String: Attribute] = ["outputs": .integers([call[Self.outputs]])]
    if !call[Self.hasBias] { attributes["bias"] = .integers([0]) }
    return .object(
      LayerDescription(operation: Dense.operation, attributes: attributes, name: call[Self.layerName]))
  }
}

struct ReLUCommand: Command {
  static let name = "relu"
  static let summary = "Describes the activation max(x, 0) for net([...])."
  static let group = CommandGroup.get
  static let parameters: [any AnyParameter] = []
  static let examples = [Example("show relu()", prints: "relu")]

  func run(_ call: BoundCall) throws -> Value { .object(LayerDescription(operation: ReLU.operation)) }
}

struct FlattenCommand: Command {
  static let name = "flatten"
  static let summary = "Describes the layer that turns images into vectors for net([...])."
  static let group = CommandGroup.get
  static let parameters: [any AnyParameter] = []
  static let examples = [
    Example("n = net([flatten, dense(10)], input=[1, 28, 28]); print n.fc1.shape", prints: "[10, 784]")
  ]

  func run(_ call: BoundCall) throws -> Value { .object(LayerDescription(operation: Flatten.operation)) }
}

struct DropoutCommand: Command {
  static let name = "dropout"
  static let summary = "Describes a layer that drops units at random while training, for net([...])."
  static let group = CommandGroup.get
  static let rate = Parameter<Double>("rate", "fraction of units dropped, 0 to below 1", default: 0.5)
  static let parameters: [any AnyParameter] = [rate]
  static let examples = [Example("show dropout(rate=50%)", prints: "dropout rate=0.5")]

  func run(_ call: BoundCall) throws -> Value {
    try call.require(Self.rate, in: 0...0.999_999)
    return .object(
      LayerDescription(operation: Dropout.operation, attributes: ["rate": .number(call[Self.rate])]))
  }
}
