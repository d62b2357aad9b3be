import Quantization
import Tensors
import TestSupport
import Testing

struct SortedSumsTests {
  private let sums = SortedSums(sorted: [-3, -1, 0, 2, 2, 7])

  /// By hand: mean of -1, 0, 2 is 1/3; squared distances 16/9, 1/9, 25/9 add to 42/9.
  @Test func meanAndErrorOfARun() {
    #expect(sums.count == 6)
    #expect(abs(sums.mean(1..<4) - 1.0 / 3) < 1e-15)
    #expect(abs(sums.error(1..<4) - 42.0 / 9) < 1e-14)
    #expect(sums.error(3..<5) < 1e-14)
    #expect(sums.error(2..<2) == 0)
  }

  /// Around 1: 4 + 1 + 1 = 6.
  @Test func errorAroundAnotherCentroid() {
    #expect(abs(sums.error(1..<4, around: 1) - 6) < 1e-14)
    #expect(sums.error(2..<2, around: 5) == 0)
  }

  @Test(arguments: [(-5, 0), (-3, 0), (-2.9, 1), (2, 3), (2.1, 5), (7, 5), (8, 6)])
  func countBelowABound(bound: Double, expected: Int) {
    #expect(sums.count(below: bound) == expected)
  }

  /// Values around 1000 with a spread of 0.001: the squares differ in the 13th digit, and
  /// subtracting the mean saves it.
  @Test func cancellationIsHeldOff() {
    let values = Tensor.normal([1000], seed: 1).values.map { 1000 + 0.001 * $0 }.sorted()
    let mean = values.reduce(0) { $0 + Double($1) } / 1000
    let expected = values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    #expect(relativeError([SortedSums(sorted: values).error(0..<1000)], [expected]) < 1e-9)
  }

  @Test func everyRunIsItsDefinition() {
    let values = prunedSample(count: 60).sorted()
    let sums = SortedSums(sorted: values)
    for start in 0..<60 {
      for end in start + 1...60 {
        let run = values[start..<end].map(Double.init)
        let mean = run.reduce(0, +) / Double(run.count)
        let error = run.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        #expect(abs(sums.mean(start..<end) - mean) < 1e-15)
        #expect(abs(sums.error(start..<end) - error) < 1e-15)
      }
    }
  }
}
