import CompressedModels
import Inference
import Networks
import Quantization
import Tensors

/// A network as small as a budget allows, without training: one price of a bit for all layers,
/// found by trying.
public struct CalibratedCompression: Sendable {
  /// One price, and what it gave.
  public struct Trial: Sendable {
    /// Of the last layer, where the price changes on the way.
    public let price: Double
    public let bytes: Int
    /// On inputs that chose nothing else; nil when there are none, or nobody looked.
    public internal(set) var comparison: OutputComparison?

    package init(price: Double, bytes: Int, comparison: OutputComparison?) {
      (self.price, self.bytes, self.comparison) = (price, bytes, comparison)
    }
  }

  /// Of the trial that was taken.
  public let network: Network
  public let packed: PackedModel
  public let layers: [SecondOrderSharing.Outcome]
  /// Whether the trial that was taken keeps the budget.
  public let keepsBudget: Bool
  /// In the order in which they were made.
  public let trials: [Trial]
  /// The place of the one that was taken.
  public let chosenPlace: Int
  public var chosen: Trial { trials[chosenPlace] }

  /// `judges` are other inputs than those that `sharing` has seen. They look at all trials where
  /// the budget asks what is lost, or `judgesAll`; else at the one that is taken. `pack` codes a
  /// network as its file will be. `monitor` is told of layers, anew in each trial.
  public init(
    _ sharing: SecondOrderSharing, plan: SecondOrderPlan, budget: CompressionBudget,
    judges: CalibrationBatches, judgesAll: Bool = true, monitor: WorkMonitor<WorkDone> = .none,
    pack: (Network) throws -> PackedModel
  ) throws {
    let dense = Evaluation(sharing.network)
    let reference = try judges.batches.map { try dense.outputs(of: $0) }
    func judged(_ packed: PackedModel) throws -> OutputComparison? {
      let evaluation = try Evaluation(packed)
      let outputs = try judges.batches.map { try evaluation.outputs(of: $0) }
      return outputs.isEmpty
        ? nil : OutputComparison(reference, outputs, sharing.divergence, labels: judges.labels)
    }
    let judgesEach = if case .drop = budget { true } else { judgesAll }
    var search = PriceSearch(sharing, budget)
    var best: (network: Network, packed: PackedModel, [SecondOrderSharing.Outcome], place: Int)?
    var trials: [Trial] = []
    while let price = search.next {
      var priced = plan
      priced.price = price
      let (network, layers) = try search.sharing.shared(
        priced, bits: search.bits, monitor: monitor)
      let packed = try pack(network)
      let trial = Trial(
        price: layers.last?.price ?? price, bytes: packed.bytes,
        comparison: judgesEach ? try judged(packed) : nil)
      trials.append(trial)
      search.note(trial, layers)
      if best.map({ search.isBetter(trial, than: trials[$0.place]) }) ?? true {
        best = (network, packed, layers, trials.count - 1)
      }
    }
    guard let best else { preconditionFailure("there is a first price") }
    if !judgesEach { trials[best.place].comparison = try judged(best.packed) }
    (network, packed, layers, chosenPlace) = best
    keepsBudget = search.fits(trials[best.place])
    self.trials = trials
  }
}
