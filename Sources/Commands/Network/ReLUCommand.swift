import Language
import Networks

struct ReLUCommand: Command {
  static let name = "relu"
  static let summary = "Describes the activation max(x, 0) for net([...])."
  static let group = CommandGroup.get
  static let parameters: [any AnyParameter] = []
  static let examples = [Example("show relu()", prints: "relu")]

  func run(_ call: BoundCall) throws -> Value { .object(LayerDescription(operation: ReLU.operation)) }
}
