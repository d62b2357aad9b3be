import DeepCompression
import Networks
import Testing

struct SearchEffortTests {
  @Test func theLeastIsAnEpochEach() {
    let least = SearchEffort.least
    #expect(least.pruningEpochs == 1 && least.sharingEpochs == 1 && least.centroidEpochs == 1)
    #expect(least.refiningEpochs == 1)
  }

  /// An epoch of LeNet-5 and 55 000 images is 1.26e11 multiplications: sqrt(1.5e10 / 1.26e11) =
  /// 0.345 of the epochs.
  @Test func longEpochsAreFewer() throws {
    let lenet5 = try Network.lenet5()
    let effort = SearchEffort(for: lenet5, exampleCount: 55_000)
    #expect(effort.refiningEpochs == 5)
    #expect(effort.pruningEpochs == 9 && effort.sharingEpochs == 2 && effort.centroidEpochs == 2)
    #expect(SearchEffort(for: lenet5, exampleCount: 1 << 40).sharingEpochs == 1)
  }

  @Test func shortEpochsAreNotMore() throws {
    #expect(SearchEffort(for: try Network.lenet300(), exampleCount: 55_000) == SearchEffort())
  }
}
