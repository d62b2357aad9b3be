import Language
import Networks

struct LeNet5Command: Command {
  static let name = "lenet5"
  static let summary = "Builds Caffe's LeNet-5 for 28x28 images, with random weights."
  static let details = """
    conv 20@5x5 - max pool 2 - conv 50@5x5 - max pool 2 - 500 - ReLU - 10; 431 080 parameters,
    1 724 320 bytes (paper, Table 3). Its inputs are images: data("mnist", images=true).
    """
  static let group = CommandGroup.get
  static let rate = Parameter<Double>("dropout", "rate after the ReLU, 0 to below 1", default: 0)
  static let parameters: [any AnyParameter] = [rate]
  static let examples = [
    Example("print lenet5().parameters", prints: "431080"),
    Example("print lenet5(dropout=50%).bytes", prints: "1724320"),
    Example("print lenet5().layers", prints: "[\"conv1\", \"conv2\", \"fc1\", \"fc2\"]"),
  ]
  let session: Session

  func run(_ call: BoundCall) throws -> Value {
    try call.require(Self.rate, in: 0...0.999_999)
    var random = session.nextRandom()
    return .object(try Network.lenet5(dropout: call[Self.rate]).initialized(random: &random))
  }
}
