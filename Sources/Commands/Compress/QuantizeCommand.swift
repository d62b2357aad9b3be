import DeepCompression
import Language
import Networks
import Quantization

struct QuantizeCommand: Command {
  static let name = "quantize"
  static let summary = "Shares the weights of each layer through a k-means codebook."
  static let details = """
    Stage two of the paper (section 3): one-dimensional k-means over the surviving weights of each
    layer, k = 2^bits or `levels`, minimising the within-cluster sum of squares (equation 2), by
    Lloyd's iteration until nothing moves. Zeros stay zero. `init`: "linear" between the smallest
    and the largest weight, "density" equally spaced on the cumulative distribution, "forgy" random
    weights (section 3.2), or "optimal", the best clusters by dynamic programming. Clusters without
    members are placed anew, and counted. Centroids and biases are rounded here to what the file
    stores, so that all coding afterwards is lossless: centroids of 16 bits unless told, or whole
    multiples of a step of 2 to 8 bits, by which small layers gain. `retrain` trains them. Batch
    normalization is folded into the layer before it first, as `fold` does.

    `method="hessian"` needs no training: inputs in `data` (no labels) show how the error of each
    layer weighs, layers are shared one after the other, each for the inputs that the shared layers
    before it will give, and weights that are decided late make good what earlier ones cost (GPTQ,
    Frantar et al. 2023). With `lambda` bits have a price: the divergence of the outputs that one
    bit has to save (1e-8 ... 1e-6 for photographs; the larger, the smaller the file); zero is one
    of the levels, so that pruning comes along. Without `data` all inputs count the same.
    `compress` finds lambda for a budget.

    A model that stays in its files, `load(path, lazy=true)`, is shared matrix by matrix while it is
    written. `blocks=512` gives every 512 rows a codebook of their own: each block becomes a
    parameter "name[0:512]".
    """
  static let group = CommandGroup.compress
  static let network = Parameter<NetworkOrStream>("net", "a dense or pruned net")
  static let bits = Parameter<PerLayer<Int>?>(
    "bits",
    "bits of a code, 1 to 8: 2^bits shared weights at most; none: 5, with lambda 8", default: nil)
  static let levels = Parameter<PerLayer<Int>?>(
    "levels",
    "how many shared weights, 1 to 256, any number (none: 2^bits); wins over bits where both are",
    default: nil)
  static let initialization = Parameter<CentroidInitialization>(
    "init", "where k-means starts", default: .linear, choices: CentroidInitialization.words)
  static let centroidBits = Parameter<Int>(
    "centroid_bits",
    "16 or 32: how centroids are stored; 2 to 8: as multiples of a step, of so many bits",
    default: 16)
  static let biasBits = Parameter<Int>(
    "bias_bits", "2 to 8, 16 or 32: how biases are stored", default: 16)
  static let only = Parameter<LayerSelection?>("only", "layers to share", default: nil)
  static let except = Parameter<LayerSelection?>(
    "except", "layers to leave as they are", default: nil)
  static let smallest = Parameter<Int>(
    "smallest", "leaves layers of fewer weights as they are", default: 0)
  static let blocks = Parameter<PerLayer<Int>?>(
    "blocks", "rows that share a codebook, in a model that stays in its files; none: all",
    default: nil)
  static let method = Parameter<SharingMethod>(
    "method", "how values are shared", default: .kmeans, choices: SharingMethod.words)
  static let data = Parameter<CalibrationArgument?>(
    "data", "method=\"hessian\": inputs, whose labels are not looked at", default: nil)
  static let lambda = Parameter<Double>(
    "lambda", "method=\"hessian\": divergence that one bit has to save", default: 0)
  static let samples = Parameter<Int>(
    "samples", "method=\"hessian\": inputs to look at, at most", default: 256)
  static let parameters: [any AnyParameter] = [
    network, bits, levels, initialization, centroidBits, biasBits, only, except, smallest, blocks,
    method, data, lambda, samples,
  ]
  static let examples = [
    Example(
      """
      save({w: randn(8, 16), b: randn(16)}, "/tmp/dcs-stream.safetensors")
      load("/tmp/dcs-stream.safetensors", lazy=true) |> quantize(bits=2, blocks=4) |> huffman |> \
      save("/tmp/dcs-stream.dcz")
      print load("/tmp/dcs-stream.dcz", lazy=true).layers
      """, prints: "[\"w[0:4]\", \"w[4:8]\"]"),
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
      "q = lenet300() |> quantize(levels={\"*\": 7, fc3: 12}); print len(q.fc1.codebook)",
      prints: "7"),
    Example(
      "q = lenet300() |> quantize(bits=4, smallest=2000); print q.fc3.state", prints: "dense"),
    Example(
      """
      n = lenet300(); print(huffman(quantize(n, bits=4)).bytes > \
      huffman(quantize(n, bits=4, centroid_bits=6)).bytes)
      """, prints: "true"),
    Example(
      """
      n = lenet300(); q = quantize(n, bits=3, method="hessian", data=randn(64, 784), samples=32, \
      lambda=1e-6); print(len(q.fc1.codebook) <= 8)
      """, prints: "true"),
  ]
  let session: Session

  func run(_ call: BoundCall) throws -> Value {
    if let stream = call[Self.network].stream { return try shared(stream, call) }
    guard !call.isGiven(Self.blocks) else {
      throw call.fault(
        .argument, at: Self.blocks, "'blocks' is for a model that stays in its files",
        hint: "load(path, lazy=true)")
    }
    let network = try FoldCommand.folded(try call[Self.network].network(), call)
    let names = try call.layers(
      of: network, only: Self.only, except: Self.except, smallest: Self.smallest)
    let isPriced = call[Self.method] == .hessian && call[Self.lambda] > 0
    let setting = call[Self.bits] ?? PerLayer(all: isPriced ? 8 : 5)
    let bits = try call.locating(Self.bits) {
      try setting.resolved(for: network.weightNames)
    }.filter { names.contains($0.key) }
    if call[Self.method] == .hessian {
      if call.isGiven(Self.levels) {
        throw call.fault(
          .argument, at: Self.levels, "'levels' is for method=\"kmeans\"",
          hint: "bits and lambda say how many levels there may be")
      }
      return .object(try SecondOrderStage(call, session: session).shared(network, bits: bits))
    }
    for stranger in [Self.data, Self.lambda, Self.samples] as [any AnyParameter]
    where call.isGiven(stranger) {
      throw call.fault(
        .argument, at: stranger, "'\(stranger.name)' is for method=\"hessian\"",
        hint: "k-means looks at weights alone")
    }
    return .object(try shared(network, try plans(network.weightNames, names, bits, call), call))
  }

  /// A model that stays in its files: when it is written.
  private func shared(_ stream: StreamedModel, _ call: BoundCall) throws -> Value {
    let others: [any AnyParameter] = [Self.method, Self.data, Self.lambda, Self.samples]
    try call.refuse(others)
    let names = try call.names(
      of: stream, only: Self.only, except: Self.except, smallest: Self.smallest)
    let bits = try call.locating(Self.bits) {
      try (call[Self.bits] ?? PerLayer(all: 5)).resolved(for: stream.weightNames)
    }.filter { names.contains($0.key) }
    let rows = try call.locating(Self.blocks) {
      try call[Self.blocks]?.resolved(for: stream.weightNames) ?? [:]
    }
    guard rows.isEmpty || stream.files.origin == nil else {
      throw call.fault(
        .argument, at: Self.blocks, "the graph of the model reads each matrix as one",
        hint: "leave blocks= out: it is for weights without a graph")
    }
    guard rows.values.allSatisfy({ $0 >= 2 }) else {
      throw call.fault(.value, at: Self.blocks, "blocks have 2 rows or more")
    }
    var shared = stream
    shared.sharing = try plans(stream.weightNames, names, bits, call)
    shared.blocks = rows.filter { shared.sharing[$0.key] != nil }
    for plan in shared.sharing.values {
      try call.locating(by: Self.argumentAtFault) { () throws(QuantizationError) in
        try plan.check()
      }
    }
    return .object(shared)
  }

  private func plans(
    _ all: [String], _ names: [String], _ bits: [String: Int], _ call: BoundCall
  ) throws -> [String: SharingPlan] {
    let levels = try call.locating(Self.levels) {
      try call[Self.levels]?.resolved(for: all) ?? [:]
    }
    var plans: [String: SharingPlan] = [:]
    for name in names {
      if let levels = levels[name] {
        plans[name] = SharingPlan(levels: levels)
      } else if let bits = bits[name] {
        plans[name] = SharingPlan(bits: bits)
      }
      plans[name]?.initialization = call[Self.initialization]
      plans[name]?.centroidBits = call[Self.centroidBits]
      plans[name]?.biasBits = call[Self.biasBits]
    }
    return plans
  }

  /// Layer by layer.
  private func shared(_ network: Network, _ plans: [String: SharingPlan], _ call: BoundCall) throws
    -> Network
  {
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
    return shared
  }

  /// Which argument an error is about.
  static func argumentAtFault(_ error: QuantizationError) -> any AnyParameter {
    switch error {
    case .badBits: bits
    case .badLevels: levels
    case .badCentroidBits, .tooFewMultiples, .multiplesOfTheMethod: centroidBits
    case .badBiasBits: biasBits
    default: network
    }
  }
}

extension CentroidInitialization: Choice {}

enum SharingMethod: String, Choice {
  case kmeans, hessian
}
