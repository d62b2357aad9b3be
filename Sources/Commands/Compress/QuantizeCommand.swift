import Language
import Networks
import Quantization

struct QuantizeCommand: Command {
  static let name = "quantize"
  static let summary = "Shares the weights of each layer through a k-means codebook."
  static let details = """
    Stage two of the paper (section 3): one-dimensional k-means over the surviving weights of each
    layer, k = 2^bits, minimising the within-cluster sum of squares (equation 2), by Lloyd's
    iteration until nothing moves. Zeros stay zero. `init`: "linear" between the smallest and the
    largest weight, "density" equally spaced on the cumulative distribution, "forgy" random weights
    (section 3.2), or "optimal", the best clusters by dynamic programming. Clusters without members
    are placed anew, and counted. Centroids and biases are rounded here to what the file stores, so
    that all coding afterwards is lossless. `retrain` then trains the centroids. Batch normalization
    is folded into the layer before it first, as `fold` does.
    """
  static let group = CommandGroup.compress
  static let network = Parameter<Network>("net", "a dense or pruned net")
  static let bits = Parameter<PerLayer<Int>>(
    "bits", "bits of a code, 1 to 8: 2^bits shared weights", default: PerLayer(all: 5))
  static let initialization = Parameter<CentroidInitialization>(
    "init", "where k-means starts", default: .linear, choices: CentroidInitialization.words)
  static let centroidBits = Parameter<Int>(
    "centroid_bits", "16 or 32: how centroids are stored", default: 16)
  static let biasBits = Parameter<Int>(
    "bias_bits", "8, 16 or 32: how biases are stored", default: 16)
  static let only = Parameter<LayerSelection?>("only", "layers to share", default: nil)
  static let except = Parameter<LayerSelection?>(
    "except", "layers to leave as they are", default: nil)
  static let smallest = Parameter<Int>(
    "smallest", "leaves layers of fewer weights as they are", default: 0)
  static let parameters: [any AnyParameter] = [
    network, bits, initialization, centroidBits, biasBits, only, except, smallest,
  ]
  static let examples = [
    Example("q = lenet300() |> quantize(bits=4); print len(q.fc1.codebook)", prints: "16"),
    Example(
      """
      q = lenet300() |> prune(sparsity=90%) |> quantize(bits={"*": 5, fc3: 6}, init="density"); \
      print q.fc3.bits
      """,
      prints: "6"),
    Example(
      """
      q = lenet300() |> quantize(bits=2, centroid_bits=32, bias_bits=8, only=["fc1", "fc2"], \
      except="fc2"); print q.state
      """,
      prints: "mixed"),
    Example(
      "q = lenet300() |> quantize(bits=4, smallest=2000); print q.fc3.state", prints: "dense"),
  ]
  let session: Session

  func run(_ call: BoundCall) throws -> Value {
    let network = try FoldCommand.folded(call[Self.network], call)
    let names = try call.layers(
      of: network, only: Self.only, except: Self.except, smallest: Self.smallest)
    let bits = try call.locating(Self.bits) {
      try call[Self.bits].resolved(for: network.weightNames)
    }
    let plans = bits.filter { names.contains($0.key) }.mapValues {
      SharingPlan(
        bits: $0, initialization: call[Self.initialization], centroidBits: call[Self.centroidBits],
        biasBits: call[Self.biasBits])
    }
    var random = session.nextRandom()
    var shared = network
    let planned = network.weightNames.filter { plans[$0] != nil }
    var outcomes: [SharingOutcome] = []
    try call.forEachLayer(planned, of: network, stage: "quantize") { name in
      let (next, reached) = try call.locating(by: Self.argumentAtFault) {
        () throws(QuantizationError) in
        try shared.sharingWeights(plans.filter { $0.key == name }, random: &random)
      }
      shared = next
      outcomes += reached
    }
    Self.tell(outcomes, of: shared, from: network, call)
    return .object(shared)
  }

  /// Which argument an error is about.
  private static func argumentAtFault(_ error: QuantizationError) -> any AnyParameter {
    switch error {
    case .badBits: bits
    case .badCentroidBits: centroidBits
    case .badBiasBits: biasBits
    default: network
    }
  }
}

extension CentroidInitialization: Choice {}
