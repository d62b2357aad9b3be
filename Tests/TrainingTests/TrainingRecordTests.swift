import Networks
import Synchronization
import Tensors
import Testing
import Training

struct TrainingRecordTests {
  private final class File: Sendable {
    let bytes = Mutex<[UInt8]?>(nil)
    /// Epochs after which nothing more can be written.
    let epochs: Mutex<Int>

    init(epochs: Int = .max) { self.epochs = Mutex(epochs) }

    struct Stopped: Error {}

    var record: TrainingRecord {
      TrainingRecord(
        read: { self.bytes.withLock { $0 } },
        write: { bytes in
          let left = self.epochs.withLock { epochs in
            epochs -= 1
            return epochs
          }
          guard left >= 0 else { throw Stopped() }
          self.bytes.withLock { $0 = bytes }
        })
    }
  }

  private static func train(
    _ plan: TrainingPlan, _ file: File?, network: Network? = nil,
    constraints: [String: any WeightConstraint] = [:], seed: UInt64 = 21
  ) throws -> (network: Network, history: TrainingHistory, random: UInt64) {
    var random = RandomSource(seed: seed)
    let trainer = Trainer(plan, constraints: constraints, record: file?.record)
    let (trained, history) = try trainer.train(
      network ?? TinyStudy.network(dropout: 0.3), on: TinyStudy.examples,
      validation: TinyStudy.examples, random: &random)
    return (trained, history, random.next())
  }

  /// Everything that a network learned.
  private static func values(_ network: Network) -> [[Float]] {
    network.parameterNames.flatMap { name in
      let parameter = network.parameter(name)
      return [parameter?.weights.tensor.values ?? [], parameter?.bias?.values ?? []]
    }
  }

  static let changes: [@Sendable (inout TrainingPlan) -> Void] = [
    { _ in }, { $0.optimizer = .adam }, { ($0.optimizer, $0.keepsBest) = (.adam, true) },
    { ($0.slices, $0.schedule) = (2, .cosine(final: 0.01)) }, { $0.frozenLayers = ["fc1"] },
  ]

  /// Cut off after three and after seven of ten epochs: the same bits as in one go, and the same
  /// random numbers behind it.
  @Test(arguments: changes.indices) func aTrainingGoesOnWhereItWas(number: Int) throws {
    let plan = TinyStudy.plan(Self.changes[number])
    let whole = try Self.train(plan, nil)
    let file = File(epochs: 3)
    for more in [4, 3] {
      #expect(throws: File.Stopped.self) { try Self.train(plan, file) }
      file.epochs.withLock { $0 = more }
    }
    let resumed = try Self.train(plan, file)
    #expect(Self.values(resumed.network) == Self.values(whole.network))
    #expect(resumed.random == whole.random)
    #expect(resumed.history.epochs.map(\.loss) == whole.history.epochs.map(\.loss))
    // What is finished is there at once.
    #expect(try Self.values(Self.train(plan, file).network) == Self.values(whole.network))
  }

  /// Under constraints, too: pruned weights stay zero.
  @Test func constraintsHold() throws {
    let dense = try TinyStudy.network()
    var pruned = dense
    let mask = Mask(shape: [5, 4], isKept: (0..<20).map { $0 % 2 == 0 })
    let values = try #require(dense.parameter("fc1")).weights.tensor
    pruned.updateParameter("fc1") {
      $0.weights = .pruned(PrunedWeights(values: values, mask: mask))
    }
    struct Kept: WeightConstraint {
      let mask: Mask
      func project(gradient: inout Tensor) {
        for place in 0..<gradient.count where !mask[place] { gradient.values[place] = 0 }
      }
      func restored(_ values: Tensor) -> Weights {
        .pruned(PrunedWeights(values: values, mask: mask))
      }
    }
    let constraints = ["fc1": Kept(mask: mask)]
    let whole = try Self.train(
      TinyStudy.plan(), nil, network: pruned, constraints: constraints)
    let file = File(epochs: 5)
    #expect(throws: File.Stopped.self) {
      try Self.train(TinyStudy.plan(), file, network: pruned, constraints: constraints)
    }
    file.epochs.withLock { $0 = .max }
    let resumed = try Self.train(
      TinyStudy.plan(), file, network: pruned, constraints: constraints)
    #expect(Self.values(resumed.network) == Self.values(whole.network))
  }

  /// Other settings, another net, damage.
  @Test func anotherTrainingIsRefused() throws {
    let file = File()
    _ = try Self.train(TinyStudy.plan(), file)
    #expect(throws: TrainingError.otherTraining) {
      try Self.train(TinyStudy.plan { $0.rate = 0.2 }, file)
    }
    #expect(throws: TrainingError.otherTraining) {
      try Self.train(TinyStudy.plan { $0.epochs = 11 }, file)
    }
    for count in [0, 3, 40, 200] {
      let short = File()
      short.bytes.withLock { $0 = file.bytes.withLock { $0.map { Array($0.prefix(count)) } } }
      #expect(throws: TrainingError.otherTraining) { try Self.train(TinyStudy.plan(), short) }
    }
  }
}
