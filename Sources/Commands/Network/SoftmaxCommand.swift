import Language
import Networks

struct SoftmaxCommand: Command {
  static let name = "softmax"
  static let summary = "Describes the layer that turns scores into probabilities for net([...])."
  static let details = """
    Classes are the first dimension of an output: the only one, or an image's channels. `train` has a softmax in its
    loss: leave the layer out of nets that are to be trained.
    """
  static let group = CommandGroup.get
  static let parameters: [any AnyParameter] = []
  static let examples = [
    Example("show softmax()", prints: "softmax"),
    Example("n = net([dense(10), softmax], input=[784]); print n.output", prints: "[10]"),
  ]

  func run(_ call: BoundCall) throws -> Value { .object(LayerDescription(operation: Softmax.operation)) }
}
