import Datasets
import Networks
import Tensors
import TestSupport
import Testing
import Training

struct MetricsTests {
  /// A network that passes its inputs through, so that the examples are the outputs.
  private func metrics(_ outputs: [Float], classes: Int, labels: [Int32]) throws -> Metrics {
    let identity = try Network(inputShape: [classes], chain: [Flatten()])
    let inputs = Tensor(shape: [labels.count, classes], values: outputs)
    return try Metrics(of: identity, on: Examples(inputs: inputs, labels: labels))
  }

  @Test func theHighestOutputWins() throws {
    let found = try metrics([1, 3, 2, 5, 4, 6, 0, -1, -2], classes: 3, labels: [1, 0, 0])
    #expect(found.correctCount == 2 && found.exampleCount == 3)
    #expect(found.accuracy == 2.0 / 3 && found.error == 1.0 / 3)
  }

  /// Ranks of the labels: 2nd, 3rd, 1st, 4th.
  @Test(arguments: [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (9, 4)])
  func aLabelAmongTheFirstIsRight(depth: Int, correct: Int) throws {
    let outputs: [Float] = [4, 3, 2, 1, 4, 3, 2, 1, 4, 3, 2, 1, 4, 3, 2, 1]
    #expect(
      try metrics(outputs, classes: 4, labels: [1, 2, 0, 3]).correctCount(top: depth) == correct)
  }

  @Test func ranksCountTheBetterOutputs() throws {
    let found = try metrics([4, 3, 2, 1, 4, 3, 2, 1], classes: 4, labels: [2, 0])
    #expect(found.ranks == [2, 0] && found.accuracy(top: 3) == 1 && found.accuracy(top: 2) == 0.5)
  }

  @Test func theFirstOfEqualsWins() throws {
    let equal: [Float] = [7, 7, 7]
    #expect(try metrics(equal, classes: 3, labels: [0]).correctCount == 1)
    #expect(try metrics(equal, classes: 3, labels: [1]).correctCount == 0)
    #expect(try metrics(equal, classes: 3, labels: [1]).correctCount(top: 2) == 1)
    #expect(try metrics(equal, classes: 3, labels: [2]).correctCount(top: 2) == 0)
  }

  @Test func whatIsNotANumberIsNeverRight() throws {
    let broken = [Float](repeating: .nan, count: 3)
    #expect(try metrics(broken, classes: 3, labels: [0]).correctCount(top: 3) == 0)
    #expect(try metrics([.nan, 1, 0], classes: 3, labels: [1]).correctCount == 1)
  }

  /// It could never be right: the network is for other data, and 0% would say something else.
  @Test func aLabelWithoutOutputIsRefused() {
    #expect(throws: TrainingError.tooFewOutputs(outputs: 3, classes: 4)) {
      try metrics([1, 2, 3, 1, 2, 3], classes: 3, labels: [2, 3])
    }
    #expect(throws: TrainingError.negativeLabel(-1)) {
      try metrics([1, 2, 3], classes: 3, labels: [-1])
    }
  }

  @Test func withoutExamplesThereIsNoAccuracy() throws {
    #expect(try metrics([], classes: 3, labels: []).accuracy.isNaN)
  }

  /// 1201 examples are three batches; the monitor hears of each.
  @Test func batchesCoverAllExamples() throws {
    let identity = try Network(inputShape: [2], chain: [Flatten()])
    let count = 2 * ExamplePass.largestSize + 201
    let inputs = Tensor(shape: [count, 2], values: (0..<count).flatMap { [Float($0 % 3), 1] })
    var seen: [Int] = []
    let found = try Metrics(
      of: identity, on: Examples(inputs: inputs, labels: [Int32](repeating: 0, count: count)),
      monitor: WorkMonitor { seen.append($0.done) })
    // i mod 3 = 1 ties with 1 and wins as the first; 2 wins; 0 loses.
    #expect(found.correctCount == count - (count + 2) / 3)
    #expect(seen == [ExamplePass.largestSize, 2 * ExamplePass.largestSize, count])
  }

  @Test func theMonitorMayStop() throws {
    struct Stop: Error {}
    let identity = try Network(inputShape: [4], chain: [Flatten()])
    #expect(throws: Stop.self) {
      try Metrics(of: identity, on: TinyStudy.examples, monitor: WorkMonitor { _ in throw Stop() })
    }
  }
}
