import Language
import Networks

struct LeNet300Command: Command {
  static let name = "lenet300"
  static let summary = "Builds LeNet-300-100 for 28x28 images, with random weights."
  static let details =
    "784 - 300 - ReLU - 100 - ReLU - 10; 266 610 parameters, 1 066 440 bytes (paper, Table 2)."
  static let group = CommandGroup.get
  static let rate = Parameter<Double>(
    "dropout", "rate after both hidden layers, 0 to below 1", default: 0)
  static let parameters: [any AnyParameter] = [rate]
  static let examples = [
    Example("print lenet300().parameters", prints: "266610"),
    Example("print lenet300(dropout=30%).bytes", prints: "1066440"),
  ]
  let session: Session

  func run(_ call: BoundCall) throws -> Value {
    try call.require(Self.rate, in: 0...0.999_999)
    var random = session.nextRandom()
    return .object(try Network.lenet300(dropout: call[Self.rate]).initialized(random: &random))
  }
}
