import Networks
import Synchronization
import Tensors
import Testing
import Training

/// What it holds is tested by trainings that go on (`TrainingRecordTests`).
struct TrainingStateTests {
  /// The same training keeps the same bytes, but for the seconds that it took; a state grows by
  /// three numbers an epoch.
  @Test func bytesAreInOneOrder() throws {
    let sizes = Mutex<[Int]>([])
    var random = RandomSource(seed: 1)
    let record = TrainingRecord(
      read: { nil }, write: { bytes in sizes.withLock { $0.append(bytes.count) } })
    _ = try Trainer(TinyStudy.plan(), record: record).train(
      TinyStudy.network(), on: TinyStudy.examples, random: &random)
    let steps = sizes.withLock { sizes in zip(sizes, sizes.dropFirst()).map { $1 - $0 } }
    #expect(steps.count == 9)
    // The words of the random source have one digit more or less.
    #expect(steps.allSatisfy { abs($0 - 24) <= 4 }, "\(steps)")
  }
}
