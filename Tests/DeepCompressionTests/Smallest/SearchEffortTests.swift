import DeepCompression
import Testing

struct SearchEffortTests {
  @Test func theLastFilesAreTrainedLonger() {
    let effort = SearchEffort()
    #expect(effort.lastPruningEpochs > effort.pruningEpochs)
    #expect(effort.lastSharingEpochs > effort.sharingEpochs)
  }

  @Test func theLeastIsAnEpochEach() {
    let least = SearchEffort.least
    #expect(least.pruningEpochs == 1 && least.sharingEpochs == 1 && least.centroidEpochs == 1)
    #expect(least.lastPruningEpochs == 1 && least.lastSharingEpochs == 1)
  }
}
