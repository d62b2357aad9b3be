import Language
import Networks

struct ClipCommand: Command {
  static let name = "clip"
  static let summary = "Describes the activation that keeps values within limits, for net([...])."
  static let details = "clip(0, 6) is the ReLU6 of MobileNets."
  static let group = CommandGroup.get
  static let low = Parameter<Double?>("low", "the lowest value; none: no limit", default: nil)
  static let high = Parameter<Double?>("high", "the highest value; none: no limit", default: nil)
  static let parameters: [any AnyParameter] = [low, high] + LayerArguments.all
  static let examples = [
    Example("show clip(0, 6)", prints: "clip high=6 low=0"),
    Example("show clip(low=0, high=1, from=\"fc1\", name=\"c\")", prints: "clip high=1 low=0"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    let (low, high) = (call[Self.low], call[Self.high])
    for (parameter, limit) in [(Self.low, low), (Self.high, high)]
    where !((limit ?? 0).magnitude < 1e30) {
      throw call.fault(.value, at: parameter, "\(parameter.name) must be below 1e30 in magnitude")
    }
    guard low ?? -.infinity <= high ?? .infinity else {
      throw call.fault(.value, at: Self.low, "low must not be above high")
    }
    var attributes: [String: Attribute] = [:]
    attributes["low"] = low.map { .number($0) }
    attributes["high"] = high.map { .number($0) }
    return call.description(Clip.operation, attributes)
  }
}
