import CompressedModels
import Datasets
import DeepCompression
import Language
import Networks
import Quantization
import Tensors

struct CompressCommand: Command {
  static let name = "compress"
  static let summary = "Makes a net as small as a budget allows, and gives it packed."
  static let details = """
    Finds what each layer can spare, and stops at the budget: `max_drop`, the accuracy that may be
    lost, or `max_bytes`, the size of the file; `max_bytes=floor(n.original_bytes / 20)` makes it
    20 times smaller.

    With inputs alone (`way="inputs"`) there is no training and labels choose nothing: `data` are
    inputs such as the net will see, a few hundred photographs for instance. Half of them (with
    `max_bytes` four of five, of a data set its training examples) show how the error of each layer
    weighs; every bit of every layer has to save the same divergence of the outputs
    (`quantize(method="hessian", lambda=)`), zeros come along, and the price of a bit is tried until
    the budget is spent. The others (of a data set the validation examples) judge: the drop is the
    mean of p(own answer) - p(the small net's answer) by the net's own probabilities, which needs no
    labels and has less noise than counting; of nets that give no vector of scores it is the
    relative error of the outputs.

    With a data set to learn from (`way="training"`) units are removed, weights pruned step by
    step and shared, and all of it trained, by the labels and by the net's own answers, on the
    training examples; the validation examples choose, and the test examples are looked at once.
    The drop is how much their error rises, by all files that were tried together (column
    `drop`): the divergence of a file's answers, times the rise for a divergence that files near
    it show. A single error is lucky or not by as much as a budget allows; one that is far above
    counts itself. For one size more files of it are trained than for a drop, and the best is
    better: where you know the size that you need, say it. It takes minutes. The way is chosen by
    `data`: a data set with validation examples and at least 2000 training examples is learned
    from.

    Without `data` weights alone decide, by relative error, and only `max_bytes` can be kept; with
    neither, an eighth of the net is aimed at.

    `coder` is that of the file, as `huffman` and `arithmetic` give it. `to` names a folder for
    `trials.csv` (all that was tried: bytes, drop, agreement of the answers, divergence in nats,
    errors), without training also `layers.csv` (what each layer got), and `frontier.png`. With
    training it also keeps each stage in `stages/`: run again, a search that was cut off goes on
    where it was, to the same file, and one with another budget takes from there what both share.
    """
  static let group = CommandGroup.compress
  static let network = Parameter<Network>("net", "a trained net; a pruned one stays pruned")
  static let data = Parameter<CalibrationArgument?>(
    "data", "inputs; labels are shown, but choose nothing", default: nil)
  static let drop = Parameter<Double?>(
    "max_drop", "accuracy that may be lost; none without max_bytes: 0.5%", default: nil)
  static let bytes = Parameter<Int?>("max_bytes", "of the file", default: nil)
  static let samples = Parameter<Int?>(
    "samples",
    "inputs to look at, and as many to judge with, at most; none: 256, and fewer of a large net",
    default: nil)
  static let only = Parameter<LayerSelection?>("only", "layers to compress", default: nil)
  static let except = Parameter<LayerSelection?>(
    "except", "layers to leave as they are", default: nil)
  static let smallest = Parameter<Int>(
    "smallest", "leaves layers of fewer weights as they are", default: 0)
  static let way = Parameter<CompressionWay>(
    "way", "what `data` is used for; automatic: a data set to learn from trains",
    default: .automatic,
    choices: CompressionWay.words)
  static let coder = Parameter<FileCoder>(
    "coder", "how the file is coded", default: .huffman, choices: FileCoder.words)
  static let to = Parameter<String?>("to", "folder for tables and a picture", default: nil)
  static let parameters: [any AnyParameter] = [
    network, data, drop, bytes, way, coder, samples, only, except, smallest, to,
  ]
  static let examples = [
    Example(
      "n = lenet300(); p = compress(n, max_bytes=floor(n.original_bytes / 9)); print(p.ratio >= 9)",
      prints: "true"),
    Example(
      """
      t = data("toy"); n = net([dense(32), relu, dense(16), relu, dense(4)], input=[2]) |> \
      train(t, 5, lr=0.1); p = compress(n, data=t, max_drop=2%, samples=100, only="fc*", \
      except="fc3", smallest=10, way="inputs", coder="arithmetic", to="/tmp/dcs-compress"); \
      print(accuracy(p, t.test) > 90%)
      """, prints: "true"),
  ]
  let session: Session

  func run(_ call: BoundCall) throws -> Value {
    let network = try FoldCommand.folded(call[Self.network], call)
    let names = try call.layers(
      of: network, only: Self.only, except: Self.except, smallest: Self.smallest)
    let budget = try Self.budget(call, of: network)
    if let folder = call[Self.to] { try OutputFile.prepareFolder(of: folder + "/") }
    if let data = try Self.trainingData(call, for: network) {
      let file = try SmallestFileStage(call, session: session).run(network, data, budget)
      return .object(file.packed)
    }
    try call.require(Self.samples, in: 2...1_000_000)
    return .object(try calibrated(network, names, budget, call).packed)
  }

  /// Without training.
  private func calibrated(
    _ network: Network, _ names: [String], _ budget: CompressionBudget, _ call: BoundCall
  ) throws -> CalibratedCompression {
    let limit = call[Self.samples] ?? CalibrationBatches.affordableCount(for: network)
    let parts = try call.locating(Self.data) {
      try call[Self.data]?.parts(
        for: network, limit: limit, judgesChoose: call[Self.bytes] == nil, call)
    }
    if let parts, let data = call[Self.data], data.takesLimit, !call.isGiven(Self.samples),
      limit < CalibrationBatches.largestCount, parts.choosing.count >= limit
    {
      call.warn(
        Self.name,
        "\(parts.choosing.count) inputs are looked at: each takes "
          + "\(Int((network.multiplicationCount / 1e6).rounded())) million multiplications; "
          + "samples= takes more")
    }
    var random = session.nextRandom()
    let result = try call.locating(Self.network) {
      let sharing = try SecondOrderSharing(
        network, names: names, batches: parts?.choosing.batches ?? [],
        divergence: call[Self.data]?.divergence(for: network) ?? .squares, random: &random,
        monitor: call.monitor("compress: measure", in: "layers", isTimed: true))
      // On SqueezeNet biases of 8 bits and two more rounds lose nothing, and save 2% together.
      let plan = SecondOrderPlan(
        price: 0, bits: Dictionary(uniqueKeysWithValues: names.map { ($0, 8) }), biasBits: 8,
        rounds: 5)
      return try CalibratedCompression(
        sharing, plan: plan, budget: budget,
        judges: parts?.judging ?? CalibrationBatches(batches: []), judgesAll: call[Self.to] != nil,
        monitor: call.monitor("compress: try", in: "layers", isTimed: true)
      ) {
        try PackedModel(
          encoding: $0, options: PackingOptions(coding: call[Self.coder].coding),
          metadata: session.metadata)
      }
    }
    try CompressionSummary(result, of: network).tell(call, budget)
    return result
  }

  /// nil: the net is not trained.
  private static func trainingData(_ call: BoundCall, for network: Network) throws -> Dataset? {
    let dataset = call[data]?.dataset
    switch call[way] {
    case .inputs: return nil
    case .training:
      guard let dataset else {
        throw call.fault(
          .argument, at: way, "training needs a data set with labels",
          hint: "such as data(\"mnist\") gives, or dataset(x, y, valid=10%)")
      }
      guard dataset.train.targetShape == nil else {
        throw call.fault(
          .argument, at: way, "training for a budget needs classes, and the data have numbers",
          hint: "way=\"inputs\", or the stages one by one: prune, retrain, quantize")
      }
      return dataset
    case .automatic:
      guard let dataset, dataset.train.count >= smallestTraining, dataset.valid.count > 0,
        dataset.train.targetShape == nil,
        network.untrainableKinds.isEmpty, network.stateWord == "dense",
        ![only, except].contains(where: { call.isGiven($0) }), !call.isGiven(smallest)
      else { return nil }
      return dataset
    }
  }

  private static let smallestTraining = 2000

  private static func budget(_ call: BoundCall, of network: Network) throws -> CompressionBudget {
    if let bytes = call[bytes] {
      guard call[drop] == nil else {
        throw call.fault(.argument, at: drop, "compress keeps max_drop or max_bytes, not both")
      }
      guard bytes > 0 else {
        throw call.fault(.value, at: Self.bytes, "max_bytes must be positive")
      }
      return .bytes(bytes)
    }
    guard let drop = call[drop] else {
      return call[data] == nil ? .bytes(network.denseBytes / 8) : .drop(0.005)
    }
    guard call[data] != nil else {
      throw call.fault(
        .argument, at: Self.drop, "without data nobody can tell what is lost",
        hint: "give inputs, compress(net, data, max_drop=...), or max_bytes")
    }
    guard drop > 0, drop < 1 else {
      throw call.fault(.value, at: Self.drop, "max_drop must be above 0 and below 1")
    }
    return .drop(drop)
  }
}

enum CompressionWay: String, Choice {
  case automatic, inputs, training
}

enum FileCoder: String, Choice {
  case huffman, arithmetic

  var coding: PackingOptions.CodeChoice { self == .huffman ? .huffman : .arithmetic }
}
