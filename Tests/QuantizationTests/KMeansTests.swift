import Quantization
import Tensors
import TestSupport
import Testing

struct KMeansTests {
  private func cluster(_ values: [Float], _ k: Int, _ kind: CentroidInitialization = .linear)
    -> KMeans
  {
    var random = RandomSource(seed: 1)
    return KMeans(values, k: k, initialization: kind, random: &random)
  }

  /// One step of Lloyd's by its definition: every value to its nearest centroid (the upper of two),
  /// then the means.
  private func naiveStep(_ values: [Float], _ centroids: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: centroids.count)
    var counts = sums
    for value in values.map(Double.init) {
      var nearest = 0
      for (index, centroid) in centroids.enumerated()
      where abs(value - centroid) <= abs(value - centroids[nearest]) { nearest = index }
      sums[nearest] += value
      counts[nearest] += 1
    }
    return zip(sums, counts).map { $0 / $1 }
  }

  /// Figure 3 of the paper: 16 weights, 4 clusters; linear initialization finds the figure's
  /// clusters.
  @Test func theFiguresClustersAreFound() {
    let weights: [Float] = [
      2.09, -0.98, 1.48, 0.09, 0.05, -0.14, -1.08, 2.12, -0.91, 1.92, 0, -1.03, 1.87, 0, 1.53, 1.49,
    ]
    let found = cluster(weights, 4)
    #expect(relativeError(found.centroids, [-1, 0, 1.5, 2]) < 1e-7)
    let codes = weights.map { KMeans.nearest($0, in: found.centroids.map(Float.init)) }
    #expect(codes == [3, 0, 2, 1, 1, 1, 0, 3, 0, 3, 1, 0, 3, 1, 2, 2])
    #expect(found.reseeded == 0)
  }

  @Test(arguments: CentroidInitialization.allCases, [1, 2, 3, 4])
  func smallSetsAreNoWorseThanTheirStartAndNoBetterThanTheOptimum(
    kind: CentroidInitialization, k: Int
  ) {
    for seed in 0..<10 as Range<UInt64> {
      let values = Tensor.normal([12], seed: seed).values
      let found = cluster(values, k, kind)
      var random = RandomSource(seed: 1)
      let start = kind.centroids(k, sorted: values.sorted(), random: &random)
      let optimum = bruteForceError(values, k: k)
      #expect(found.error <= naiveError(values, start) + 1e-12)
      #expect(found.error >= optimum - 1e-12)
      #expect(abs(found.error - naiveError(values, found.centroids)) < 1e-12)
      if kind == .optimal || k == 1 { #expect(abs(found.error - optimum) < 1e-12) }
    }
  }

  /// The end is a fixed point of the definition, and beginning there ends there.
  @Test(arguments: CentroidInitialization.allCases, [1, 5, 32])
  func theResultIsAFixedPoint(kind: CentroidInitialization, k: Int) {
    let values = prunedSample(count: 5000)
    let found = cluster(values, k, kind)
    #expect(
      zip(naiveStep(values, found.centroids), found.centroids).allSatisfy { abs($0 - $1) < 1e-13 })
    let again = KMeans(SortedSums(sorted: values.sorted()), start: found.centroids, k: k)
    #expect(again.iterations == 1 && again.reseeded == 0)
    #expect(again.centroids == found.centroids)
  }

  /// Where no cluster empties, the sorted iteration is the naive one, step for step, and no step
  /// raises the error.
  @Test func iterationsAreLloyds() {
    let values = prunedSample(count: 2000)
    var centroids: [Double] = [-0.08, -0.05, 0.05, 0.08]
    let found = KMeans(SortedSums(sorted: values.sorted()), start: centroids, k: 4)
    var errors: [Double] = []
    for _ in 0..<found.iterations {
      centroids = naiveStep(values, centroids)
      errors.append(naiveError(values, centroids))
    }
    #expect(found.iterations > 3)
    #expect(zip(errors, errors.dropFirst()).allSatisfy { $1 <= $0 + 1e-12 })
    #expect(relativeError(found.centroids, centroids) < 1e-12)
    #expect(abs(found.error - errors[errors.count - 1]) < 1e-12)
  }

  /// Linear centroids for -4, -3, 3, 4 are -4, -4/3, 4/3, 4: the two in the gap have no members and
  /// are placed anew, which leaves every value a centroid of its own.
  @Test func emptyClustersArePlacedAnewAndCounted() {
    let found = cluster([-4, -3, 3, 4], 4)
    #expect(found.reseeded == 2)
    #expect(found.centroids == [-4, -3, 3, 4])
    #expect(found.error == 0)
  }

  /// The gap of a pruned layer is 0.076 of the range of 0.25: of 32 linear centroids several begin
  /// in it.
  @Test func theGapOfAPrunedLayerLeavesNoClusterUnused() {
    let values = prunedSample(count: 5000)
    let found = cluster(values, 32)
    #expect(found.reseeded >= 5)
    #expect(found.centroids.count == 32)
    let used = Set(values.map { KMeans.nearest($0, in: found.centroids.map(Float.init)) })
    #expect(used.count == 32)
  }

  @Test(arguments: CentroidInitialization.allCases)
  func fewerDistinctValuesThanClusters(kind: CentroidInitialization) {
    let found = cluster([2, -1, 2, 2, 0.5, -1, 0.5], 8, kind)
    #expect(found.centroids.count == 3)
    #expect(relativeError(found.centroids, [-1, 0.5, 2]) < 1e-15)
    #expect(found.error < 1e-15)
  }

  @Test(arguments: CentroidInitialization.allCases)
  func oneValueOrManyEqual(kind: CentroidInitialization) {
    #expect(cluster([0.1], 4, kind).centroids == [Double(Float(0.1))])
    let equal = cluster([Float](repeating: -0.3, count: 1000), 4, kind)
    #expect(equal.centroids.count == 1)
    #expect(abs(equal.centroids[0] - Double(Float(-0.3))) < 1e-15)
  }

  @Test func moreClustersNeverHurt() {
    let values = prunedSample(count: 3000)
    let errors = [1, 2, 4, 8, 16, 32, 64, 128, 256].map { cluster(values, $0, .optimal).error }
    #expect(zip(errors, errors.dropFirst()).allSatisfy { $0 > $1 })
  }

  @Test func theOrderOfValuesDoesNotMatter() {
    let values = prunedSample(count: 500)
    #expect(cluster(values, 8) == cluster(values.reversed(), 8))
  }

  @Test(arguments: [
    (-9, 0), (-1, 0), (-0.5, 1), (-0.51, 0), (0, 1), (1, 2), (0.99, 1), (2, 2), (99, 2),
  ])
  func nearestTakesTheUpperInTheMiddle(value: Float, expected: Int) {
    #expect(KMeans.nearest(value, in: [-1, 0, 2]) == expected)
  }

  @Test func nearestIsItsDefinition() {
    let centroids = Tensor.normal([37], seed: 2).values.sorted()
    for value in Tensor.normal([500], seed: 3).values {
      let distance = centroids.map { abs(Double($0) - Double(value)) }
      #expect(distance[KMeans.nearest(value, in: centroids)] == distance.min())
    }
    #expect(KMeans.nearest(5, in: [1]) == 0)
  }
}
