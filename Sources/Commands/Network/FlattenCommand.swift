import Language
import Networks

struct FlattenCommand: Command {
  static let name = "flatten"
  static let summary = "Describes the layer that turns images into vectors for net([...])."
  static let group = CommandGroup.get
  static let parameters: [any AnyParameter] = LayerArguments.all
  static let examples = [
    Example("show flatten()", prints: "flatten"),
    Example(
      """
      n = net([flatten(from="input", name="f"), dense(10)], input=[1, 28, 28]); print n.fc1.shape
      """,
      prints: "[10, 784]"),
  ]

  func run(_ call: BoundCall) throws -> Value { call.description(Flatten.operation) }
}
