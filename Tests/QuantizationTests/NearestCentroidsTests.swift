import Quantization
import Tensors
import TestSupport
import Testing

struct NearestCentroidsTests {
  @Test(arguments: [1, 2, 3, 15, 16, 17, 31, 200, 255, 256])
  func agreesWithTheBinarySearch(count: Int) {
    let centroids = Tensor.normal([count], seed: 1).values.sorted()
    let borders = zip(centroids, centroids.dropFirst()).map { ($0 + $1) / 2 }
    let values =
      Tensor.normal([2000], seed: 2).values + centroids
      + borders.flatMap { [$0.nextDown, $0, $0.nextUp] }
    let expected = values.map { UInt8(KMeans.nearest($0, in: centroids)) }
    #expect(NearestCentroids(centroids).codes(of: values) == expected)
  }

  /// By hand: borders at -0.5 and 1; a value on a border goes up.
  @Test func bordersGoUp() {
    #expect(
      NearestCentroids([-1, 0, 2]).codes(of: [-9, -0.5, Float(-0.5).nextDown, 0.9, 1, 7]) == [
        0, 1, 0, 1, 2, 2,
      ])
  }

  /// The middle of two neighbouring floats is no float: it is nearer to neither, and only the upper
  /// one is at or above.
  @Test func aBorderBetweenTwoFloats() {
    let upper = Float(1).nextUp
    #expect(NearestCentroids([1, upper]).codes(of: [1, upper]) == [0, 1])
  }

  @Test func equalCentroids() {
    let values: [Float] = [0, 1, 2]
    let expected = values.map { UInt8(KMeans.nearest($0, in: [1, 1, 1])) }
    #expect(NearestCentroids([1, 1, 1]).codes(of: values) == expected)
  }

  /// By hand: a dear neighbour gets a quarter of the way; one that is dearer than both its
  /// neighbours for every value is never taken.
  @Test func costsMoveBorders() {
    #expect(NearestCentroids([0, 1], costs: [0, 0.5]).codes(of: [0.74, 0.75]) == [0, 1])
    #expect(
      NearestCentroids([0, 1, 2], costs: [0, 2, 0]).codes(of: [0.9, 1, 1.1]) == [0, 2, 2])
    #expect(NearestCentroids([0, 1, 2], costs: [9, 9, 0]).codes(of: [-8, -2, 0]) == [0, 0, 2])
    #expect(NearestCentroids([1, 1], costs: [1, 0]).codes(of: [0, 1, 2]) == [1, 1, 1])
    #expect(NearestCentroids([1, 1], costs: [0, 1]).codes(of: [0, 1, 2]) == [0, 0, 0])
  }

  /// No other centroid has less distance and cost together.
  @Test(arguments: [1, 2, 7, 64, 256])
  func agreesWithTryingAll(count: Int) {
    let centroids = Tensor.normal([count], seed: 3).values.sorted()
    let costs = Tensor.normal([count], seed: 4).values.map { Double(abs($0)) / 4 }
    let values = Tensor.normal([500], seed: 5).values
    func total(_ value: Float, _ code: Int) -> Double {
      let apart = Double(value) - Double(centroids[code])
      return apart * apart + costs[code]
    }
    let codes = NearestCentroids(centroids, costs: costs).codes(of: values)
    for (value, code) in zip(values, codes) {
      let least = centroids.indices.map { total(value, $0) }.min() ?? 0
      #expect(total(value, Int(code)) <= least + 1e-6)
    }
  }
}
