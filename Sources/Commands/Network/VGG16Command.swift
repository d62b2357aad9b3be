import Language
import Networks

struct VGG16Command: Command {
  static let name = "vgg16"
  static let summary = "Builds VGG-16 for 224x224 images, with random weights."
  static let details = """
    Thirteen 3x3 convolutions in five blocks, three fully connected layers; 138 357 544
    parameters, 553 430 176 bytes (paper, Table 5). Inputs are [3, 224, 224], blue first, 0 to 255
    less the mean. The net ends in scores, without softmax. It takes a gigabyte for a moment, and
    some seconds.
    """
  static let group = CommandGroup.get
  static let classes = Parameter<Int>("classes", "number of classes", default: 1000)
  static let parameters: [any AnyParameter] = [classes]
  static let examples = [
    Example("try { vgg16(classes=0) } catch e { print e.kind }", prints: "value")
  ]
  let session: Session

  func run(_ call: BoundCall) throws -> Value {
    try call.require(Self.classes, in: 1...100_000)
    var random = session.nextRandom()
    return .object(try Network.vgg16(classes: call[Self.classes]).initialized(random: &random))
  }
}
