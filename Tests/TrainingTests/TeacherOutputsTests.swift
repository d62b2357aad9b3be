import Datasets
import Networks
import Tensors
import TestSupport
import Testing
import Training

struct TeacherOutputsTests {
  private let examples = Examples(
    inputs: .normal([30, 1, 4, 4], seed: 1), labels: (0..<30).map { Int32($0 % 3) })

  private func network(_ seed: UInt64) throws -> Network {
    try Network(
      inputShape: [1, 4, 4],
      chain: [
        Flatten(),
        Dense(weights: .dense(.normal([3, 16], seed: seed)), bias: .float32([0, 0.1, 0.2])),
      ])
  }

  /// Distillation from what is known gives what distillation from the teacher gives, but for the
  /// order in which sums of batches are rounded.
  @Test(arguments: [0, 1]) func knownOutputsTeachTheSame(shift: Int) throws {
    let teacher = try network(2)
    let outputs = try #require(
      try TeacherOutputs(of: teacher, on: examples, shift: shift))
    var losses: [[Double]] = []
    for known in [nil, outputs] {
      var plan = TrainingPlan()
      (plan.epochs, plan.batchSize, plan.shift) = (3, 7, shift)
      plan.distillation = Distillation(teacher: teacher, outputs: known)
      var random = RandomSource(seed: 5)
      losses.append(
        try Trainer(plan).train(network(3), on: examples, random: &random).history.epochs
          .map(\.loss))
    }
    #expect(relativeError(losses[1], losses[0]) < 1e-5)
  }

  @Test func examplesAreCounted() throws {
    var done: [Int] = []
    _ = try TeacherOutputs(
      of: network(2), on: examples, shift: 1, monitor: WorkMonitor { done.append($0.done) })
    #expect(done.last == 30)
  }
}
