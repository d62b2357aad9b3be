import Language
import Networks

struct AlexNetCommand: Command {
  static let name = "alexnet"
  static let summary = "Builds Caffe's AlexNet for 227x227 images, with random weights."
  static let details = """
    Five convolutions (three of them in two groups), three fully connected layers, local response
    normalization, pooling that rounds up; 60 965 224 parameters, 243 860 896 bytes (paper,
    Table 4). Inputs are [3, 227, 227], blue first, 0 to 255 less the mean. The net ends in scores,
    without softmax.
    """
  static let group = CommandGroup.get
  static let classes = Parameter<Int>("classes", "number of classes", default: 1000)
  static let parameters: [any AnyParameter] = [classes]
  static let examples = [
    Example(
      "print alexnet(classes=10).layers",
      prints: """
        ["conv1", "conv2", "conv3", "conv4", "conv5", "fc6", "fc7", "fc8"]
        """)
  ]
  let session: Session

  func run(_ call: BoundCall) throws -> Value {
    try call.require(Self.classes, in: 1...100_000)
    var random = session.nextRandom()
    return .object(try Network.alexnet(classes: call[Self.classes]).initialized(random: &random))
  }
}
