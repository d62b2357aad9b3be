import Datasets
import Networks
import Tensors
import TestSupport
import Testing
import Training

@Suite struct SlicedBatchTests {
  private static func plan(slices: Int?) -> TrainingPlan {
    TinyStudy.plan {
      ($0.epochs, $0.batchSize, $0.slices) = (3, 10, slices)
      $0.l2 = 0.01
    }
  }

  private static func bits(_ network: Network) -> [UInt32] {
    network.parameterNames.flatMap { name in
      (network.parameter(name)?.weights.tensor.values ?? []).map(\.bitPattern)
    }
  }

  /// The mean of the slices' gradients is the whole's, but for the rounding of 32 bits.
  @Test(arguments: [2, 3, 4, 10]) func slicesGiveTheWholesLossesNearly(slices: Int) throws {
    let whole = try TinyStudy.train(Self.plan(slices: 1)).history.epochs.map(\.loss)
    let sliced = try TinyStudy.train(Self.plan(slices: slices)).history.epochs.map(\.loss)
    for (one, other) in zip(whole, sliced) { #expect(abs(one - other) < 1e-5) }
  }

  @Test func bitsDoNotDependOnThreads() throws {
    let network = try TinyStudy.network(dropout: 0.25)
    let one = try Parallel.$threads.withValue(1) {
      try TinyStudy.train(Self.plan(slices: 4), network: network).network
    }
    let three = try Parallel.$threads.withValue(3) {
      try TinyStudy.train(Self.plan(slices: 4), network: network).network
    }
    #expect(Self.bits(one) == Self.bits(three))
  }

  /// Small mini-batches go through the network as they always did.
  @Test func smallMiniBatchesAreNotCut() throws {
    #expect(
      Self.bits(try TinyStudy.train(Self.plan(slices: nil)).network)
        == Self.bits(try TinyStudy.train(Self.plan(slices: 1)).network))
    var plan = TrainingPlan()
    plan.batchSize = 256
    #expect(plan.sliceCount(ofBatch: 256) == 8)
    #expect(plan.sliceCount(ofBatch: 3) == 3, "the last mini-batch is smaller")
    plan.slices = 1
    #expect(plan.sliceCount(ofBatch: 256) == 1)
  }

  /// Two slices of five examples: the running mean goes towards the mean of the slices' means,
  /// which is the batch's, and the running variance towards the mean of their variances.
  @Test func statisticsAreTheMeanOfTheSlices() throws {
    let network = try Network(
      inputShape: [4],
      chain: [
        BatchNormalization(channels: 4),
        Dense(
          weights: .dense(Tensor(zeros: [3, 4])), bias: .float32([0, 0, 0])),
      ])
    var plan = Self.plan(slices: 2)
    (plan.epochs, plan.rate, plan.l2) = (1, 0, 0)
    let trained = try TinyStudy.train(plan, network: network).network
    let name = try #require(trained.parameterNames.first { $0.hasSuffix("mean") })
    let mean = try #require(trained.parameter(name)).weights.tensor.values
    let inputs = try TinyStudy.examples.inputs(at: 0..<10)
    for channel in 0..<4 {
      var sum: Float = 0
      for row in 0..<10 { sum += inputs.values[row * 4 + channel] }
      #expect(abs(mean[channel] - 0.1 * sum / 10) < 1e-6)
    }
  }
}
