import DeepCompression
import Networks
import Testing

struct SearchEffortTests {
  @Test func theLeastIsAnEpochEach() {
    let least = SearchEffort.least
    #expect(least.pruningEpochs == 1 && least.sharingEpochs == 1 && least.centroidEpochs == 1)
  }

  /// LeNet-5 by hand: 500 weights x 24 x 24 pixels, 25 000 x 8 x 8, 400 000 and 5000. An epoch of
  /// 55 000 images is 1.26e11 multiplications: sqrt(1.5e10 / 1.26e11) = 0.345 of the epochs.
  @Test func longEpochsAreFewer() throws {
    let lenet5 = try Network.lenet5()
    #expect(lenet5.multiplicationCount == 288_000 + 1_600_000 + 405_000)
    let effort = SearchEffort(for: lenet5, exampleCount: 55_000)
    #expect(effort.pruningEpochs == 9 && effort.sharingEpochs == 3 && effort.centroidEpochs == 1)
    #expect(SearchEffort(for: lenet5, exampleCount: 1 << 40).sharingEpochs == 1)
  }

  @Test func shortEpochsAreNotMore() throws {
    #expect(SearchEffort(for: try Network.lenet300(), exampleCount: 55_000) == SearchEffort())
  }
}
