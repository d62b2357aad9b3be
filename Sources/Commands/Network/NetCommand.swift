import Language
import Networks

struct NetCommand: Command {
  static let name = "net"
  static let summary = "Builds a net from a list of layers, with random weights."
  static let details = """
    Each layer reads the one before. Weights are normal with variance 2 / inputs (He et al. 2015), drawn by the
    session's seed; biases are zero. Fully connected layers are called fc1, fc2, ... and convolutions conv1, conv2, ...
    unless they have names.
    """
  static let group = CommandGroup.get
  static let layers = Parameter<[LayerDescription]>(
    "layers", "for instance [dense(300), relu, dropout(50%), dense(10)]")
  static let input = Parameter<[Int]>("input", "shape of one input, for instance [784] or [1, 28, 28]")
  static let parameters: [any AnyParameter] = [layers, input]
  static let examples = [
    Example("n = net([dense(300), relu, dropout(50%), dense(10)], input=[784]); print n.parameters", prints: "238510")
  ]
  let session: Session

  func run(_ call: BoundCall) throws -> Value {
    guard call[Self.input].allSatisfy({ (1...16_777_216).contains($0) }), !call[Self.input].isEmpty else {
      throw call.fault(.value, at: Self.input, "an input shape is one or more whole numbers of at least 1")
    }
    var random = session.nextRandom()
    return .object(
      try Network(inputShape: call[Self.input], descriptions: call[Self.layers]).initialized(random: &random))
  }
}
