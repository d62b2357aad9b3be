import Language
import Networks

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
