import DeepCompression
import Language
import Networks
import Pruning
import Training

struct RetrainCommand: Command {
  static let name = "retrain"
  static let summary = "Trains a pruned or shared net on, keeping its zeros and its sharing."
  static let details = """
    Pruned weights stay zero: their gradients are masked (Han et al. 2015, section 3.1). Shared
    weights keep their assignments; the gradient of a centroid is the sum of the gradients of its
    weights (paper, equation 3). Dropout is lowered to `D_o sqrt(C_ir / C_io)` with the connections
    C left and there were (Han et al. 2015, section 3.2); the net that comes back has its own rates
    again. Afterwards centroids and biases are rounded to what `quantize` said. The 2015 paper's
    recipe: a tenth of the first learning rate (`lr`), L2 rather than L1 (`l2=`; L1 is better only
    without retraining, its figure 5), convolutions and fully connected layers in turn
    (`only="conv*"`, then `only="fc*"`: the others stay as they are), and pruning in several steps
    with a retraining after each. With `sparsity` retraining prunes on its way (Zhu and Gupta
    2017): every hundred steps the lowest scores of all layers together go, until after the part
    `ramp` of the steps this fraction of the weights is gone; kept(t) = k + (k0 - k) (1 - t)^3.
    With `straight_through`, the net before `quantize`, shared weights may change their clusters:
    its floats follow the gradients, the net computes with the centroid nearest to each, and
    centroids move to the mean of their weights every fifty steps; retraining the result without it
    then trains the centroids alone. With `bit_price` a weight takes the centroid with the least
    squared distance plus the price of its code: b bits cost b times `bit_price` times the mean
    squared distance of the start (entropy-constrained quantization; 1 to 2 suits), so that
    `huffman` has less to write.
    """
  static let group = CommandGroup.compress
  static let network = Parameter<Network>("net", "a net after prune or quantize")
  static let lowersDropout = Parameter<Bool>(
    "lower_dropout", "adjust dropout to the connections that are left", default: true)
  static let sparsity = Parameter<Double?>(
    "sparsity", "fraction of all weights that is gone in the end, 0 to below 1", default: nil)
  static let method = Parameter<GlobalPruningMethod>(
    "method", "with sparsity: how weights of different layers are compared", default: .lamp,
    choices: GlobalPruningMethod.words)
  static let ramp = Parameter<Double>(
    "ramp", "with sparsity: the share of the steps in which weights go, above 0 to 1", default: 1)
  static let straightThrough = Parameter<Network?>(
    "straight_through", "the net before quantize: its floats are trained", default: nil)
  static let bitPrice = Parameter<Double>(
    "bit_price", "with straight_through: what a bit of a code costs, 0 and more", default: 0)
  static let parameters: [any AnyParameter] =
    [network] + TrainingArguments.all + [
      lowersDropout, sparsity, method, ramp, straightThrough, bitPrice,
    ]
  static let examples = [
    Example(
      """
      p = net([dense(4)], input=[2]) |> prune(sparsity=50%) |> \
      retrain(data("toy"), epochs=1, lr=0.01)
      """
    ),
    Example(
      """
      q = net([dense(4)], input=[2]) |> quantize(bits=2) |> \
      retrain(data("toy"), 1, lr=1e-3, optimizer="adam", lower_dropout=false)
      """),
    Example(
      """
      d = net([dense(8), relu, dropout(20%), dense(4)], input=[2]) |> prune(sparsity=50%); \
      r = retrain(d, data("toy"), 1, batch=16, slices=2, momentum=0.9, l1=1e-5, l2=1e-5, \
      schedule="step", shift=0, teacher=d, teacher_weight=90%, temperature=4, \
      remember_teacher=false, keep_best=true, only="*", \
      except="fc2")
      """),
    Example(
      """
      d = net([dense(8), relu, dense(4)], input=[2]); p = retrain(d, data("toy"), 4, \
      lr=1e-3, loss="cross_entropy", \
      optimizer="adam", sparsity=75%, method="lamp", ramp=50%); print p.sparsity
      """, prints: "0.75"),
    Example(
      """
      p = net([dense(8), relu, dense(4)], input=[2]) |> prune(sparsity=50%); \
      q = quantize(p, levels=3) |> \
      retrain(data("toy"), 2, lr=1e-3, straight_through=p, bit_price=1); \
      print len(q.fc1.codebook)
      """, prints: "3"),
    Example(
      """
      p = net([dense(8), relu, dense(4)], input=[2]) |> prune(sparsity=50%) |> \
      retrain(data("toy"), 2, checkpoint="/tmp/r.state"); \
      print exists("/tmp/r.state")
      """, prints: "true"),
  ]
  let session: Session

  func run(_ call: BoundCall) throws -> Value {
    let network = call[Self.network]
    var random = session.nextRandom()
    let plan = try TrainingArguments.plan(call, for: network)
    let trainer = Trainer(
      plan,
      constraints: try call.locating(Self.straightThrough) {
        try call[Self.straightThrough].map {
          try network.straightThroughConstraints(from: $0, bitPrice: try bitPrice(call))
        } ?? network.constraints
      },
      schedule: try gradualPruning(of: network, frozen: plan.frozenLayers, call),
      record: try TrainingArguments.record(call))
    let density = 1 - (call[Self.sparsity] ?? 0)
    let retrained = try call.locating(Self.sparsity) {
      try TrainingSupervision.train(
        call[Self.lowersDropout] ? network.withAdjustedDropout(density: density) : network,
        with: trainer, on: call[TrainingArguments.data], stage: "retrain", call: call,
        random: &random)
    }
    return .object(retrained.withDropout(of: network))
  }

  private func bitPrice(_ call: BoundCall) throws -> Double {
    guard call[Self.bitPrice] >= 0, call[Self.bitPrice].isFinite else {
      throw call.fault(.value, at: Self.bitPrice, "bit_price must be 0 or more")
    }
    return call[Self.bitPrice]
  }

  private func gradualPruning(of network: Network, frozen: Set<String>, _ call: BoundCall) throws
    -> GradualPruning?
  {
    guard let sparsity = call[Self.sparsity] else { return nil }
    guard call[Self.ramp] > 0 && call[Self.ramp] <= 1 else {
      throw call.fault(
        .value, at: Self.ramp, "ramp must be above 0 and at most 1, not \(call[Self.ramp])")
    }
    let names = network.weightNames.filter { name in
      network.nodes(holding: name).contains { !frozen.contains(network.nodes[$0].name) }
    }
    return try call.locating(Self.sparsity) {
      try GradualPruning(
        names, of: network, sparsity: sparsity, score: call[Self.method].score,
        ramp: call[Self.ramp])
    }
  }
}

enum GlobalPruningMethod: String, Choice {
  case lamp, global

  var score: GlobalScore { self == .lamp ? .lamp : .magnitude }
}
