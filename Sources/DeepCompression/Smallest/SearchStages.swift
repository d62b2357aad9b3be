import CompressedModels
import Datasets
import Networks
import Pruning
import Quantization
import Tensors
import Training

/// How far a search is: told after every batch; throwing from there stops it.
public struct SearchProgress: Sendable {
  /// "teacher", "prune to 4%", "share 7 weights".
  public let stage: String
  /// Examples of the stage that were seen, and all of them.
  public let done: Int
  public let total: Int
  /// Set when a file was made and measured.
  public let finishedTrial: CompressionTrial?
}

/// The steps of which a search is made. All training learns from the labels and from the dense
/// network (a tenth and nine tenths, temperature 2), on images that are shifted by a pixel where
/// the dense network takes that for the same.
struct SearchStages {
  let dense: Network
  let data: Dataset
  let effort: SearchEffort
  let keepsUnits: Bool
  private let record: SearchRecord?
  /// Digest of the data and of what the dense network says of them.
  private let origin: String
  private let distillation: Distillation
  private let shift: Int
  private let check: ValidationCheck
  /// Fraction of the validation examples that the dense network gets wrong.
  let denseError: Double

  init(
    dense: Network, data: Dataset, effort: SearchEffort, keepsUnits: Bool,
    record: SearchRecord? = nil, monitor: WorkMonitor<SearchProgress>
  ) throws {
    (self.dense, self.data, self.effort, self.keepsUnits) = (dense, data, effort, keepsUnits)
    self.record = record
    check = try ValidationCheck(of: dense, on: data.valid)
    denseError = try check(dense).error
    shift = try Self.takesShifts(dense, check) ? 1 : 0
    let outputs = try TeacherOutputs(
      of: dense, on: data.train, shift: shift,
      monitor: WorkMonitor { done in
        try monitor.tell(
          SearchProgress(
            stage: "teacher", done: done.done, total: done.total, finishedTrial: nil))
      })
    origin = record == nil ? "" : try Self.origin(dense, data)
    // Of 1, 2 and 4, 2 was best on LeNet-300-100 with 2.4% of its weights.
    distillation = Distillation(teacher: dense, temperature: 2, outputs: outputs)
  }

  private static let examplesOfOrigin = 1000

  private static func origin(_ dense: Network, _ data: Dataset) throws -> String {
    var bytes = try PackedModel(storing: dense).serialized()
    for examples in [data.train, data.valid] {
      for label in examples.labels { withUnsafeBytes(of: label.littleEndian) { bytes += $0 } }
      let first = examples[0..<min(examplesOfOrigin, examples.count)]
      try dense.forEachPass(over: first) { inputs, _ in
        for value in try dense.evaluatedOutput(of: inputs).values + inputs.values {
          withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 }
        }
      }
    }
    return Checksums.sha256(bytes[...]).map(String.init).joined(separator: ".")
  }

  /// What `make` gives, from the record where it has it.
  private func recorded(
    _ network: Network, _ stage: String, random: inout RandomSource,
    make: (inout RandomSource) throws -> Network
  ) throws -> Network {
    guard let record else { return try make(&random) }
    return try record.network(
      from: network, setting: "\(stage) \(keepsUnits) \(effort) \(origin)", random: &random,
      make: make)
  }

  /// Labels of images do not change by a pixel, those of other inputs would: nine of ten answers
  /// must stay.
  private static func takesShifts(_ dense: Network, _ check: ValidationCheck) throws -> Bool {
    guard RandomShift.takes(dense.inputShape) else { return false }
    let moves = RandomShift.Move.all(within: 1)
    return try [moves[0], moves[8]].allSatisfy { try check(dense, move: $0).agreement >= 0.9 }
  }

  /// Prunes by LAMP to a fraction of the dense network's weights in the first half of the epochs,
  /// retrains in the second, and removes what died.
  func pruned(
    _ network: Network, density: Double, epochs: Int, random: inout RandomSource,
    monitor: WorkMonitor<SearchProgress>
  ) throws -> Network {
    try recorded(network, "prune to \(density) in \(epochs)", random: &random) { random in
      try pruning(network, density: density, epochs: epochs, random: &random, monitor: monitor)
    }
  }

  private func pruning(
    _ network: Network, density: Double, epochs: Int, random: inout RandomSource,
    monitor: WorkMonitor<SearchProgress>
  ) throws -> Network {
    let names = network.weightNames
    let kept = min(
      1, density * Double(dense.weightCount) / Double(max(1, network.weightCount)))
    let schedule = try GradualPruning(names, of: network, sparsity: 1 - kept, ramp: 0.5)
    let trained = try trained(
      network, epochs: epochs, rate: effort.pruningRate,
      constraints: network.constraints, schedule: schedule,
      stage: "prune to \(Self.percent(density))", random: &random,
      monitor: monitor)
    return try keepsUnits ? trained : trained.withoutDeadUnits()
  }

  /// Shares weights: optimal k-means, then weights that may change their cluster, towards codes of
  /// few bits, then centroids alone (paper, equation 3).
  func shared(
    _ pruned: Network, _ sharing: CompressionTrial.Sharing, random: inout RandomSource,
    monitor: WorkMonitor<SearchProgress>
  ) throws -> Network {
    try recorded(pruned, "\(sharing)", random: &random) { random in
      try sharingWeights(of: pruned, sharing, random: &random, monitor: monitor)
    }
  }

  private func sharingWeights(
    of pruned: Network, _ sharing: CompressionTrial.Sharing, random: inout RandomSource,
    monitor: WorkMonitor<SearchProgress>
  ) throws -> Network {
    let floats = try pruned.sortingUnits()
    let plan = SharingPlan(levels: sharing.levels, centroidBits: 6, biasBits: 4)
    let plans = Dictionary(uniqueKeysWithValues: floats.weightNames.map { ($0, plan) })
    let start = try floats.sharingWeights(plans, random: &random).network
    let moved = try trained(
      start, epochs: effort.sharingEpochs, rate: effort.sharingRate,
      constraints: start.straightThroughConstraints(from: floats, bitPrice: sharing.bitPrice),
      stage: "share \(sharing.levels) weights", random: &random, monitor: monitor)
    return try trained(
      moved, epochs: effort.centroidEpochs, rate: effort.centroidRate,
      constraints: moved.constraints, stage: "centroids", random: &random, monitor: monitor)
  }

  /// Measures a network with shared weights and its file on the validation examples.
  func trial(
    _ network: Network, _ packed: PackedModel, _ sharing: CompressionTrial.Sharing
  ) throws -> CompressionTrial {
    let outcome = try check(network)
    let survivors = network.weightNames.reduce(0) {
      $0 + (network.parameter($1)?.weights.survivorCount ?? 0)
    }
    let units = network.layersWithRemovableUnits.map { name in
      (name, network.parameter(name)?.weights.shape[0] ?? 0)
    }
    return CompressionTrial(
      units: Dictionary(uniqueKeysWithValues: units),
      density: Double(survivors) / Double(max(1, dense.weightCount)), sharing: sharing,
      bytes: packed.bytes, error: outcome.error, divergence: outcome.divergence,
      agreement: outcome.agreement)
  }

  private func trained(
    _ network: Network, epochs: Int, rate: Double, constraints: [String: any WeightConstraint],
    schedule: (any ConstraintSchedule)? = nil, stage: String, random: inout RandomSource,
    monitor: WorkMonitor<SearchProgress>
  ) throws -> Network {
    guard epochs > 0 else { return network }
    var plan = TrainingPlan()
    (plan.epochs, plan.batchSize, plan.rate) = (epochs, effort.batchSize, rate)
    plan.slices = effort.slices
    (plan.optimizer, plan.schedule) = (.adam, .cosine(final: 0.01))
    (plan.shift, plan.distillation) = (shift, distillation)
    let trainer = Trainer(plan, constraints: constraints, schedule: schedule)
    return try trainer.train(
      network, on: data.train, random: &random,
      monitor: WorkMonitor { progress in
        try monitor.tell(
          SearchProgress(
            stage: stage, done: progress.examplesDone, total: progress.examplesTotal,
            finishedTrial: nil))
      }
    ).network
  }

  private static func percent(_ fraction: Double) -> String {
    "\((fraction * 10_000).rounded() / 100)%"
  }
}
