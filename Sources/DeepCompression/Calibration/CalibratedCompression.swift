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
    public let price: Double
    public let bytes: Int
    /// On inputs that chose nothing else; nil when there are none.
    public let comparison: OutputComparison?

    package init(price: Double, bytes: Int, comparison: OutputComparison?) {
      (self.price, self.bytes, self.comparison) = (price, bytes, comparison)
    }
  }

  /// Of the trial that was taken.
  public let network: Network
  public let packed: PackedModel
  public let layers: [SecondOrderSharing.Outcome]
  public let chosen: Trial
  /// Whether it keeps the budget.
  public let keepsBudget: Bool
  /// In the order in which they were made.
  public let trials: [Trial]

  /// `judges` are other inputs than those that `sharing` has seen. `pack` codes a network as its
  /// file will be. `monitor` is told of layers, anew in each trial.
  public init(
    _ sharing: SecondOrderSharing, plan: SecondOrderPlan, budget: CompressionBudget,
    judges: CalibrationBatches, monitor: WorkMonitor<WorkDone> = .none,
    pack: (Network) throws -> PackedModel
  ) throws {
    let dense = Evaluation(sharing.network)
    let reference = try judges.batches.map { try dense.outputs(of: $0) }
    var search = PriceSearch(sharing, budget)
    var best: (network: Network, PackedModel, [SecondOrderSharing.Outcome], trial: Trial)?
    var trials: [Trial] = []
    while let price = search.next {
      var priced = plan
      priced.price = price
      let (network, layers) = try sharing.shared(priced, monitor: monitor)
      let packed = try pack(network)
      let evaluation = try Evaluation(packed)
      let outputs = try judges.batches.map { try evaluation.outputs(of: $0) }
      let trial = Trial(
        price: price, bytes: packed.bytes,
        comparison: outputs.isEmpty
          ? nil
          : OutputComparison(reference, outputs, sharing.divergence, labels: judges.labels))
      trials.append(trial)
      search.note(trial)
      if best.map({ search.isBetter(trial, than: $0.trial) }) ?? true {
        best = (network, packed, layers, trial)
      }
    }
    guard let best else { preconditionFailure("there is a first price") }
    (network, packed, layers, chosen) = best
    keepsBudget = search.fits(chosen)
    self.trials = trials
  }
}
