import DeepCompression
import Language
import Networks

struct StandInCommand: Command {
  static let name = "stand_in"
  static let summary =
    """
    Draws shared weights of a given density and bit width, \
    to measure speed and size without training.
    """
  static let details = """
    Every weight of a layer survives with probability `density`, independently, and points to one of
    2^bits centroids, each as often as the others. Speed depends on little else; accuracy is that of
    guessing, and files come out larger than those of trained layers, whose codes and gaps are
    biased (Figure 5 of the paper). Layers that a record leaves out stay as they are.
    """
  static let group = CommandGroup.compress
  static let network = Parameter<Network>("net", "the net whose shapes are taken")
  static let density = Parameter<PerLayer<Double>>(
    "density", "fraction of weights that survive, above 0%, to 100%")
  static let bits = Parameter<PerLayer<Int>>(
    "bits", "bits of a code, 1 to 8: 2^bits shared weights", default: PerLayer(all: 5))
  static let parameters: [any AnyParameter] = [network, density, bits]
  static let examples = [
    Example(
      "n = lenet300() |> stand_in(density=10%, bits=3); print len(n.fc1.codebook)", prints: "8"),
    Example(
      """
      n = lenet300() |> stand_in(density={"fc*": 9%, fc3: 100%}, bits={"*": 5, fc3: 8}); \
      print n.fc3.density
      """,
      prints: "1"),
  ]
  let session: Session

  func run(_ call: BoundCall) throws -> Value {
    let network = call[Self.network]
    let densities = try call.locating(Self.density) {
      try call[Self.density].resolved(for: network.weightNames)
    }
    let bits = try call.locating(Self.bits) {
      try call[Self.bits].resolved(for: network.weightNames)
    }
    guard densities.values.allSatisfy({ $0 > 0 && $0 <= 1 }) else {
      throw call.fault(.value, at: Self.density, "densities lie above 0% and reach up to 100%")
    }
    guard bits.values.allSatisfy((1...8).contains) else {
      throw call.fault(.value, at: Self.bits, "codes have 1 to 8 bits")
    }
    var plans: [String: StandInWeights] = [:]
    for (name, density) in densities {
      plans[name] = bits[name].map { StandInWeights(density: density, bits: $0) }
    }
    var random = session.nextRandom()
    var drawn = network
    let planned = network.weightNames.filter { plans[$0] != nil }
    try call.forEachLayer(planned, of: network, stage: "stand_in") { name in
      drawn = drawn.standingIn(plans.filter { $0.key == name }, random: &random)
    }
    return .object(drawn)
  }
}
