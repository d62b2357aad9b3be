import Language
import Networks

struct SqueezeNetCommand: Command {
  static let name = "squeezenet"
  static let summary = "Builds SqueezeNet for 227x227 images, with random weights."
  static let details = """
    Eight fire modules between two convolutions, no fully connected layer. Version "1.0" is the
    paper's and the one that Han compressed, with 1 248 424 parameters; "1.1" computes the same in
    less than half the time with 1 235 496. Inputs are [3, 227, 227], blue first, 0 to 255 less
    the mean. The net ends in scores, without softmax.
    """
  static let group = CommandGroup.get
  static let versions = Network.SqueezeNetVersion.allCases.map(\.rawValue)
  static let version = Parameter<String>(
    "version", "\"1.0\" or \"1.1\"", default: "1.1", choices: versions)
  static let classes = Parameter<Int>("classes", "number of classes", default: 1000)
  static let parameters: [any AnyParameter] = [version, classes]
  static let examples = [
    Example("print squeezenet().parameters", prints: "1235496"),
    Example("print squeezenet(version=\"1.0\").parameters", prints: "1248424"),
    Example("print squeezenet(classes=10).output", prints: "[10, 1, 1]"),
  ]
  let session: Session

  func run(_ call: BoundCall) throws -> Value {
    try call.require(Self.classes, in: 1...100_000)
    guard let version = Network.SqueezeNetVersion(rawValue: call[Self.version]) else {
      throw call.fault(
        .value, at: Self.version, "there is no SqueezeNet \(call[Self.version])",
        hint: "versions: " + Self.versions.joined(separator: ", "))
    }
    var random = session.nextRandom()
    return .object(
      try Network.squeezenet(version, classes: call[Self.classes]).initialized(random: &random))
  }
}
