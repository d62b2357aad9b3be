import Language
import Networks

struct SoftmaxCommand: Command {
  static let name = "softmax"
  static let summary = "Describes the layer that turns scores into probabilities for net([...])."
  static let details = """
    Classes are the first dimension of an output: the only one, or an image's channels. `train` has
    a softmax in its loss: leave the layer out of nets that are to be trained.
    """
  static let group = CommandGroup.get
  static let parameters: [any AnyParameter] = LayerArguments.all
  static let examples = [
    Example("show softmax()", prints: "softmax"),
    Example("n = net([dense(10), softmax], input=[784]); print n.output", prints: "[10]"),
    Example("show softmax(from=\"fc1\", name=\"probabilities\")", prints: "softmax"),
  ]

  func run(_ call: BoundCall) throws -> Value { call.description(Softmax.operation) }
}
