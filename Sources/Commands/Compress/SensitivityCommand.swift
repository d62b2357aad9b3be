import Datasets
import DeepCompression
import Language
import Networks
import Pruning
import Quantization
import Training

struct SensitivityCommand: Command {
  static let name = "sensitivity"
  static let summary =
    "Compresses one layer at a time, by more and more, and tells how much worse the net gets."
  static let details = """
    The scan of Han et al. 2015 (section 3, figure 6): every layer is pruned alone to each sparsity,
    or shared alone with each number of bits, and the error is measured on `data.valid` (on
    `data.train` when nothing is held out). With `epochs` the compressed net is retrained first.
    Gives a table with a row for each layer and setting; `drop` is the error minus that of the net
    as it is. Under `mpirun` the points are shared out among the ranks, with the same result. `plan`
    makes of it what `prune(sparsity=)` or `quantize(bits=)` takes.
    """
  static let group = CommandGroup.compress
  static let network = Parameter<Network>("net", "a trained net")
  static let data = Parameter<Dataset>(
    "data", "what to measure on: .valid; .train is for retraining")
  static let stage = Parameter<ScannedStage>(
    "stage", "what is done to a layer", default: .prune, choices: ScannedStage.words)
  static let sparsity = Parameter<[Double]>(
    "sparsity", "sparsities to prune a layer to", default: (3...9).map { Double($0) / 10 } + [0.95])
  static let bits = Parameter<[Int]>("bits", "bits to share a layer with", default: Array(1...8))
  static let epochs = Parameter<Int>(
    "epochs", "epochs of retraining before each measurement", default: 0)
  static let only = Parameter<LayerSelection?>("only", "layers to scan", default: nil)
  static let except = Parameter<LayerSelection?>("except", "layers to leave out", default: nil)
  static let parameters: [any AnyParameter] = [
    network, data, stage, sparsity, bits, epochs, TrainingArguments.rate,
    TrainingArguments.optimizer,
    TrainingArguments.momentum, TrainingArguments.batch, only, except,
  ]
  static let examples = [
    Example(
      """
      t = data("toy"); n = net([dense(8), relu, dense(4)], input=[2]) |> train(t, 3, lr=0.1); \
      print len(sensitivity(n, t, sparsity=[20%, 50%, 80%]))
      """, prints: "6"),
    Example(
      """
      t = data("toy"); n = net([dense(8), relu, dense(4)], input=[2]) |> train(t, 3, lr=0.1); \
      s = sensitivity(n, t, stage="quantize", bits=1..4, epochs=1, lr=1e-3, optimizer="adam", \
      momentum=0, batch=32, only="fc*", except="fc2"); print s.bits
      """, prints: "[1, 2, 3, 4]"),
  ]
  let session: Session

  func run(_ call: BoundCall) throws -> Value {
    let (network, data) = (call[Self.network], call[Self.data])
    try ShapeCheck.require(
      data.train.shape, fits: network.inputShape, at: call.span(of: Self.data))
    let layers = try call.layers(of: network, only: Self.only, except: Self.except)
    var random = session.nextRandom()
    let scan = try Self.locatingTrainingErrors(call) {
      try SensitivityScan(
        of: network, layers: layers, settings: try Self.settings(call),
        examples: data.valid.count > 0 ? data.valid : data.train,
        retraining: try Self.retraining(call, data),
        random: &random, monitor: call.monitor("sensitivity", in: "points"))
    }
    return .object(Self.table(scan, stage: call[Self.stage]))
  }

  private static func settings(_ call: BoundCall) throws -> [SensitivityScan.Setting] {
    switch call[stage] {
    case .prune:
      guard call[sparsity].allSatisfy({ $0 >= 0 && $0 < 1 }) else {
        throw call.fault(.value, at: sparsity, "sparsities are at least 0 and below 1")
      }
      return call[sparsity].map { .sparsity($0) }
    case .quantize:
      guard call[bits].allSatisfy((1...8).contains) else {
        throw call.fault(.value, at: bits, "bits are between 1 and 8")
      }
      return call[bits].map { .bits($0) }
    }
  }

  private static func retraining(_ call: BoundCall, _ data: Dataset) throws -> SensitivityScan
    .Retraining?
  {
    try call.require(epochs, in: 0...1_000)
    try call.require(TrainingArguments.rate, in: 0...1e6)
    try call.require(TrainingArguments.momentum, in: 0...0.999_999)
    try call.require(TrainingArguments.batch, in: 1...1_000_000)
    guard call[epochs] > 0 else { return nil }
    var plan = TrainingPlan()
    (plan.epochs, plan.rate, plan.batchSize) = (
      call[epochs], call[TrainingArguments.rate], call[TrainingArguments.batch]
    )
    plan.optimizer =
      call[TrainingArguments.optimizer] == .adam
      ? .adam : .sgd(momentum: call[TrainingArguments.momentum])
    return .init(plan: plan, examples: data.train)
  }

  private static func locatingTrainingErrors<Result>(_ call: BoundCall, _ body: () throws -> Result)
    throws -> Result
  {
    do { return try call.locatingRankErrors(body) } catch let error as TrainingError {
      var diagnostic = error.diagnostic
      diagnostic.span = call.span(of: TrainingArguments.argumentAtFault(error))
      throw diagnostic
    } catch let error as PruningError {
      var diagnostic = error.diagnostic
      diagnostic.span = call.span(of: sparsity)
      throw diagnostic
    }
  }

  private static func table(_ scan: SensitivityScan, stage: ScannedStage) -> Table {
    let settings: [Value] = scan.points.map { point in
      switch point.setting {
      case .sparsity(let sparsity): .number(sparsity)
      case .bits(let bits): .number(Double(bits))
      }
    }
    return Table(
      title: "Error when one layer alone is \(stage == .prune ? "pruned" : "shared")",
      columns: [
        .init("layer", scan.points.map { .string($0.layer) }),
        .init(stage.setting, settings, format: stage == .prune ? ".1%" : nil),
        .init("error", scan.points.map { .number($0.error) }, format: ".2%"),
        .init("drop", scan.points.map { .number($0.error - scan.baseError) }, format: ".2%"),
      ])
  }
}

enum ScannedStage: String, Choice {
  case prune, quantize

  /// The column of the table that says how much.
  var setting: String { self == .prune ? "sparsity" : "bits" }
}
