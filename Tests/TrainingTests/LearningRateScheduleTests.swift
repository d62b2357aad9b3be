import Testing
import Training

struct LearningRateScheduleTests {
  @Test func constantStays() {
    #expect(LearningRateSchedule.constant.factor(progress: 0.7, epoch: 9) == 1)
  }

  @Test(arguments: [(0, 1), (2, 1), (3, 0.5), (5, 0.5), (6, 0.25), (9, 0.125)])
  func stepsFallAfterEveryThreeEpochs(epoch: Int, expected: Double) {
    #expect(
      LearningRateSchedule.step(epochs: 3, factor: 0.5).factor(progress: 0, epoch: epoch)
        == expected)
  }

  @Test func aStepOfNoEpochsIsOne() {
    #expect(LearningRateSchedule.step(epochs: 0, factor: 0.5).factor(progress: 0, epoch: 2) == 0.25)
  }

  /// 0.1 + 0.9 (1 + cos(pi p)) / 2: a half at p = 1/2, and cos(pi / 3) = 1/2 at a third.
  @Test(arguments: [(0, 1), (0.5, 0.55), (1, 0.1), (1.0 / 3, 0.775), (-1, 1), (2, 0.1)])
  func cosineFallsFromOneToItsEnd(progress: Double, expected: Double) {
    let factor = LearningRateSchedule.cosine(final: 0.1).factor(progress: progress, epoch: 0)
    #expect(abs(factor - expected) < 1e-15)
  }
}
