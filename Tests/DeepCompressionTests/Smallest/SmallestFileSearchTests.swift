import CompressedModels
import Datasets
import DeepCompression
import Inference
import Networks
import Pruning
import Synchronization
import Tensors
import Testing
import Training

/// Seven-segment digits, 64 - 64 - 32 - 10: studies of seconds.
@Suite(.serialized) struct SmallestFileSearchTests {
  private static let data = SyntheticDigits.dataset(train: 2000)

  private static func dense() throws -> Network {
    var random = RandomSource(seed: 1)
    let layers = [
      LayerDescription(operation: "dense", attributes: ["outputs": .integers([64])]),
      LayerDescription(operation: "relu"),
      LayerDescription(operation: "dropout", attributes: ["rate": .number(0.2)]),
      LayerDescription(operation: "dense", attributes: ["outputs": .integers([32])]),
      LayerDescription(operation: "relu"),
      LayerDescription(operation: "dense", attributes: ["outputs": .integers([10])]),
    ]
    var plan = TrainingPlan()
    (plan.epochs, plan.optimizer, plan.rate, plan.schedule) = (8, .adam, 2e-3, .cosine(final: 0.01))
    return try Trainer(plan).train(
      Network(inputShape: [64], descriptions: layers).initialized(random: &random),
      on: data.train, random: &random
    ).network
  }

  private static func search(_ budget: CompressionBudget) -> SmallestFileSearch {
    var search = SmallestFileSearch(budget: budget)
    var effort = SearchEffort()
    effort.batchSize = 50
    (effort.pruningEpochs, effort.refiningEpochs, effort.sharingEpochs) = (4, 4, 2)
    effort.densities = 0.02...0.4
    search.effort = effort
    search.levels = [7, 4]
    return search
  }

  private static func run(
    _ search: SmallestFileSearch, monitor: WorkMonitor<SearchProgress> = .none
  ) throws -> SmallestFile {
    var random = RandomSource(seed: 3)
    return try search.run(dense(), on: data, random: &random, monitor: monitor)
  }

  /// The file is what the table says, within the budget, the smallest of those that are, and gives
  /// the network back.
  @Test func aLossIsKept() throws {
    var seen: [CompressionTrial] = []
    let file = try Self.run(
      Self.search(.drop(0.03)),
      monitor: WorkMonitor { if let trial = $0.finishedTrial { seen.append(trial) } })
    #expect(file.keepsBudget && seen == file.trials && file.trials.count >= 3)
    #expect(file.rises[file.chosen] <= 0.03 && file.trial.bytes == file.packed.bytes)
    for (trial, rise) in zip(file.trials, file.rises) where rise <= 0.03 {
      #expect(trial.bytes >= file.trial.bytes)
    }
    #expect(
      file.rises
        == file.trials.map(
          ErrorRise(
            denseError: file.denseError, exampleCount: Self.data.valid.count, trials: file.trials
          ).callAsFunction))
    let dense = 4 * (64 * 64 + 64 + 64 * 32 + 32 + 32 * 10 + 10)
    #expect(file.packed.originalBytes == dense && dense / file.packed.bytes >= 12)
    #expect(try Metrics(of: Evaluation(file.packed), on: Self.data.test).error == file.testError)
    #expect(try Metrics(of: file.network, on: Self.data.valid).error == file.trial.error)
    #expect(file.trial.units.keys.sorted() == ["fc1", "fc2"])
  }

  @Test func aSizeIsKept() throws {
    let file = try Self.run(Self.search(.bytes(2200)))
    #expect(file.keepsBudget && file.packed.bytes <= 2200)
    #expect(file.packed.bytes > 1400, "what may be used is used: \(file.packed.bytes)")
  }

  @Test func sizesBeyondReachAreReported() throws {
    let file = try Self.run(Self.search(.bytes(100)))
    #expect(!file.keepsBudget && file.trial.bytes == file.trials.map(\.bytes).min())
  }

  @Test func everyNeuronMayStay() throws {
    var search = Self.search(.drop(0.05))
    search.keepsUnits = true
    let file = try Self.run(search)
    #expect(file.trial.units == ["fc1": 64, "fc2": 32])
    #expect(file.network.originalBytes == file.network.denseBytes)
  }

  @Test func threadsDoNotMatter() throws {
    var search = Self.search(.drop(0.03))
    search.effort = .least
    let files = try [1, 2].map { threads in
      try Parallel.$threads.withValue(threads) { try Self.run(search).packed.serialized() }
    }
    #expect(files[0] == files[1])
  }

  @Test func stoppingEndsTheSearch() throws {
    struct Stopped: Error {}
    #expect(throws: Stopped.self) {
      try Self.run(
        Self.search(.drop(0.03)),
        monitor: WorkMonitor { if $0.stage.hasPrefix("share") { throw Stopped() } })
    }
  }

  /// Cut off at each of the first stages, started again with what was kept by then: the same file
  /// as without a record.
  @Test func aSearchGoesOnWhereItWas() throws {
    struct Stopped: Error {}
    var search = Self.search(.drop(0.03))
    search.effort?.pruningEpochs = 2
    let whole = try Self.run(search)
    let kept = Mutex<[String: [UInt8]]>([:])
    search.record = SearchRecord(
      read: { name in kept.withLock { $0[name] } },
      write: { name, bytes in kept.withLock { $0[name] = bytes } })
    for round in 1...3 {
      var stages: Set<String> = []
      #expect(throws: Stopped.self) {
        try Self.run(
          search,
          monitor: WorkMonitor {
            if stages.insert($0.stage).inserted, stages.count == 3 + round { throw Stopped() }
          })
      }
    }
    #expect(kept.withLock { $0.count } >= 1)
    let resumed = try Self.run(search)
    #expect(resumed.packed.serialized() == whole.packed.serialized())
    #expect(resumed.trials == whole.trials)
    // Nothing is trained again.
    let again = try Self.run(
      search, monitor: WorkMonitor { #expect(!$0.stage.hasPrefix("prune"), "\($0.stage)") })
    #expect(again.packed.serialized() == whole.packed.serialized())
  }

  @Test func whatCannotStartIsRefused() throws {
    var search = Self.search(.drop(0.03))
    search.levels = []
    #expect(throws: SearchError.noLevels) { try Self.run(search) }
    search.levels = [7]
    search.bitPrices = []
    #expect(throws: SearchError.noPrices) { try Self.run(search) }
    var random = RandomSource(seed: 1)
    let blind = Dataset(
      name: "digits", train: Self.data.train, valid: Self.data.valid[0..<0], test: Self.data.test)
    #expect(throws: SearchError.noValidation) {
      try Self.search(.drop(0.03)).run(Self.dense(), on: blind, random: &random)
    }
    let pruned = try Self.dense().prunedGlobally(["fc1"], sparsity: 0.5, score: .lamp)
    #expect(throws: SearchError.compressed(layer: "fc1", state: "pruned")) {
      try Self.search(.drop(0.03)).run(pruned, on: Self.data, random: &random)
    }
  }
}
