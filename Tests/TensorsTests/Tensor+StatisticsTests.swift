import Tensors
import TestSupport
import Testing

/// Expected numbers: NumPy on `x = array([3.5, -1.25, 7, 0.5, 2, -4, 9.75, 1])` and `y =
/// arange(24).reshape(2, 3, 4)`.
struct TensorStatisticsTests {
  private let x = Tensor(shape: [8], values: [3.5, -1.25, 7, 0.5, 2, -4, 9.75, 1])
  private let y = Tensor(shape: [2, 3, 4], values: (0..<24).map(Float.init))

  /// `x.sum(), x.mean(), x.std(), x.min(), x.max()`
  @Test func momentsAreNumPys() {
    #expect(x.sum == 18.5)
    #expect(x.mean == 2.3125)
    #expect(abs(x.standardDeviation - 4.128313063467934) < 1e-14)
    #expect(x.minimum == -4)
    #expect(x.maximum == 9.75)
  }

  /// A sum in 32 bits would lose the ones: 2^24 + 1 is not a float.
  @Test func sumsAreTakenInDoublePrecision() {
    #expect(Tensor(shape: [4], values: [16_777_216, 1, 1, 1]).sum == 16_777_219)
  }

  @Test func emptyTensorsHaveNoMean() {
    let empty = Tensor(zeros: [0])
    #expect(empty.sum == 0)
    #expect(empty.mean.isNaN && empty.standardDeviation.isNaN)
    #expect(empty.minimum.isNaN && empty.maximum.isNaN && empty.quantile(0.5).isNaN)
  }

  /// `numpy.min([nan, 1])` and `numpy.min([1, nan])` are both nan.
  @Test(arguments: [[Float.nan, 1], [1, Float.nan], [2, Float.nan, 1]])
  func notANumberIsPassedOn(values: [Float]) {
    let tensor = Tensor(shape: [values.count], values: values)
    #expect(tensor.minimum.isNaN)
    #expect(tensor.maximum.isNaN)
    #expect(tensor.quantile(0.5).isNaN)
  }

  /// `y.sum(1), y.max(0), y.mean(2)`
  @Test func reducingDropsTheDimension() {
    let sums = y.reduced(along: 1) { $0.reduce(0, +) }
    #expect(sums == Tensor(shape: [2, 4], values: [12, 15, 18, 21, 48, 51, 54, 57]))
    let largest = y.reduced(along: 0) { $0.max() ?? .nan }
    #expect(largest == Tensor(shape: [3, 4], values: (12..<24).map(Float.init)))
    let means = y.reduced(along: 2) { $0.reduce(0, +) / Float($0.count) }
    #expect(means == Tensor(shape: [2, 3], values: [1.5, 5.5, 9.5, 13.5, 17.5, 21.5]))
  }

  @Test func argmaxTakesTheFirstOfEquals() {
    #expect(Tensor.argmax([1, 3, 3, 2]) == 1)
    #expect(Tensor.argmax([-Float.infinity, -5]) == 1)
    #expect(Tensor.argmax([Float.nan, 1, 2]) == 2)
  }

  /// `numpy.quantile(x, p)`; the interpolation is one rounding here: 1 ulp.
  @Test(arguments: [(0, -4), (0.1, -2.075), (0.25, 0.0625), (0.5, 1.5), (0.9, 7.825), (1, 9.75)])
  func quantilesAreNumPys(fraction: Double, expected: Float) {
    #expect(ulpDistance(x.quantile(fraction), expected) <= 1)
  }

  @Test func quantilesOutsideTheRangeAreTheEnds() {
    #expect(x.quantile(-1) == -4)
    #expect(x.quantile(7) == 9.75)
    #expect(x.quantile(.nan).isNaN)
  }

  /// `numpy.histogram(x, bins=5)`
  @Test func histogramIsNumPys() {
    let histogram = x.histogram(bins: 5)
    #expect(histogram.counts == [1, 3, 2, 0, 2])
    #expect(histogram.edges == [-4, -1.25, 1.5, 4.25, 7, 9.75])
  }

  /// `numpy.histogram(arange(n + 1), bins=n)[0]`: every value is an edge and belongs to the
  /// interval that begins there, the last one to the last interval. (1 / 49) * 49 < 1 in floating
  /// point.
  @Test(arguments: [1, 2, 7, 49, 98, 103, 107, 161])
  func valuesOnEdgesBelongToTheIntervalThatBeginsThere(bins: Int) {
    let whole = Tensor(shape: [bins + 1], values: (0...bins).map(Float.init))
    #expect(whole.histogram(bins: bins).counts == [Int](repeating: 1, count: bins - 1) + [2])
  }

  /// `numpy.histogram([3, 3], bins=2)`: edges 2.5, 3, 3.5.
  @Test func equalValuesGetAnIntervalOfWidthOne() {
    let histogram = Tensor(shape: [2], values: [3, 3]).histogram(bins: 2)
    #expect(histogram.edges == [2.5, 3, 3.5])
    #expect(histogram.counts == [0, 2])
  }

  /// 0.5 is lost beside 1e30: the edges would be one and the same number.
  @Test(arguments: [Float(1e30), -1e30, 0x1p60])
  func hugeEqualValuesStandBetweenDistinctEdges(value: Float) {
    let histogram = Tensor(shape: [2], values: [value, value]).histogram(bins: 101)
    #expect(Set(histogram.edges).count == 102)
    #expect(histogram.counts[50] == 2)
  }

  /// `numpy.histogram([-1, 0, 1, 2, 3], bins=2, range=(0, 2))[0]`
  @Test func valuesOutsideOfGivenEdgesAreLeftOut() {
    #expect(Tensor(shape: [5], values: [-1, 0, 1, 2, 3]).counts(between: [0, 1, 2]) == [1, 2])
  }

  @Test func onlyFiniteValuesAreCounted() {
    let histogram = Tensor(shape: [4], values: [.nan, 0, .infinity, 2]).histogram(bins: 2)
    #expect(histogram.counts == [1, 1])
    #expect(Tensor(zeros: [0]).histogram(bins: 3).counts == [0, 0, 0])
  }
}
