import Console
import Language
import Testing

struct ProgressTextTests {
  private static let training = Progress(
    stage: "train", done: 27_000, total: 60_000, unit: "images", unitsPerSecond: 12_340.4,
    secondsLeft: 41.2,
    isMilestone: true, detail: "epoch 3/20, loss 0.0812")

  @Test func aBarTellsShareRateAndTimeLeft() {
    #expect(
      ProgressText.bar(Self.training, width: 100)
        == "train 45% · epoch 3/20, loss 0.0812 · 12 340 images/s · 0:42 left")
  }

  @Test func aBarFitsItsLine() {
    let bar = ProgressText.bar(Self.training, width: 20)
    #expect(bar == "train 45% · epoch 3…")
    #expect(bar.count == 20)
  }

  @Test func aLineForALogTellsTheEpoch() {
    #expect(ProgressText.line(Self.training) == "train: epoch 3/20, loss 0.0812 (12 340 images/s)")
    #expect(
      ProgressText.line(Progress(stage: "infer", done: 5, total: 9, unit: "images"))
        == "infer: 5/9 images")
  }

  @Test(arguments: [
    (0.0, "0:00"), (41.2, "0:42"), (60, "1:00"), (3599.5, "1:00:00"), (3725, "1:02:05"),
    (.nan, "?"), (.infinity, "?"),
    (-1, "?"), (1e300, "?"),
  ])
  func durations(seconds: Double, text: String) {
    #expect(ProgressText.duration(seconds) == text)
  }

  @Test func workWithoutAnEndTellsItsTime() {
    #expect(
      ProgressText.bar(Progress(stage: "svd", secondsSoFar: 62), width: 80) == "svd · 1:02 so far")
  }

  @Test func nothingIsDividedByNothing() {
    let empty = Progress(
      stage: "train", done: 0, total: 0, unit: "images", unitsPerSecond: .infinity,
      secondsLeft: .nan)
    #expect(ProgressText.bar(empty, width: 80) == "train 0% · ? left")
  }
}
