import Datasets
import Testing

@Suite struct ToyDigitsTests {
  private let data = ToyDigits.dataset()

  @Test func itIsAlwaysTheSame() throws {
    #expect(data.train.count == 4000 && data.valid.count == 500 && data.test.count == 500)
    #expect(data.train.shape == [784] && data.classCount == 10)
    let again = ToyDigits.dataset(isFlat: false)
    #expect(again.train.shape == [1, 28, 28])
    #expect(
      try again.test.inputs(at: 0..<20).values == data.test.inputs(at: 0..<20).values)
  }

  /// An eight lights all seven segments, a one two of them: with noise of the same size over all
  /// pixels, the mean of the eights is brighter, and by what the segments measure. Segments of 8 or
  /// 9 by 2 pixels at 0.75 in the mean: an eight has 3 x 18 + 4 x 16 pixels less those that two
  /// segments share, a one 2 x 16 less one.
  @Test func moreSegmentsAreBrighter() throws {
    let inputs = try data.train.inputs(at: 0..<4000).values
    var sums = [Float](repeating: 0, count: 10)
    for (row, label) in data.train.labels.enumerated() {
      sums[Int(label)] += inputs[784 * row..<784 * (row + 1)].reduce(0, +) / 400
    }
    #expect(sums.max() == sums[8] && sums.min() == sums[1])
    #expect(sums[8] - sums[1] > 40 && sums[8] - sums[1] < 75)
    #expect(inputs.allSatisfy { (0...1).contains($0) })
  }
}
