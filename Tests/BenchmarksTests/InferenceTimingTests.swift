import Benchmarks
import Testing

@Suite struct InferenceTimingTests {
  /// numpy.percentile(samples, [25, 50, 75]), 2.4.6.
  @Test(
    arguments: [
      ([5, 1, 3, 2, 4], 3, 4 - 2), ([1, 2, 3, 10], 2.5, 4.75 - 1.75), ([7], 7, 0),
      ([2, 1], 1.5, 1.75 - 1.25),
    ] as [([Double], Double, Double)])
  func medianAndDistanceOfTheQuartiles(_ samples: [Double], _ median: Double, _ spread: Double) {
    let timing = InferenceTiming(samples)
    #expect(timing.median == median)
    #expect(timing.spread == spread)
  }

  /// Two calls to warm up and to measure each, then in turns.
  @Test func worksAreTakenInTurns() {
    var order = ""
    var pauses = 0
    let timings = InferenceTiming.interleaved(
      [{ order += "a" }, { order += "b" }], rounds: 3, shortest: 0, betweenRounds: { pauses += 1 })
    #expect(order == "aabbababab")
    #expect(pauses == 3)
    #expect(timings.count == 2)
  }

  @Test func shortWorkIsRepeatedInsideARound() throws {
    var calls = 0
    let timing = try InferenceTiming.interleaved([{ calls += 1 }], rounds: 1, shortest: 1e-3)[0]
    #expect(calls > 10)
    #expect(timing.median > 0 && timing.median < 1e-3)
  }

  /// Processor time of four million additions is not that of one.
  @Test func moreWorkTakesMoreTime() throws {
    func work(_ count: Int) -> () -> Void {
      {
        var sum = 0.0
        for step in 0..<count { sum += Double(step).squareRoot() }
        #expect(sum >= 0)
      }
    }
    let timings = try InferenceTiming.interleaved([work(100), work(400_000)], rounds: 5)
    #expect(timings[1].median > 10 * timings[0].median)
  }

  @Test func aThrowBetweenRoundsStops() {
    struct Stop: Error {}
    var calls = 0
    #expect(throws: Stop.self) {
      try InferenceTiming.interleaved(
        [{ calls += 1 }], rounds: 1000, shortest: 0,
        betweenRounds: { if calls >= 5 { throw Stop() } })
    }
    #expect(calls == 5)
  }
}
