import Tensors
import TestSupport
import Testing

struct CentroidPrecisionTests {
  /// Four bits: multiples to 7, the largest centroid is 7 steps of 1. Halves go to the even
  /// multiple, what would be 0 to the one beside it on its side.
  @Test func multiplesAreTheNearestButZero() throws {
    let precision = try #require(CentroidPrecision(bits: 4))
    #expect(precision.rounded([-7, -3.4, 0.2, 2.6, 3.5]) == [-7, -3, 1, 3, 4])
    #expect(precision.rounded([4, -0.1]) == [7 * step(4 / 7), -step(4 / 7)])
  }

  /// The next number up with 16 bits behind which nothing stands.
  private func step(_ value: Float) -> Float {
    let unit = value.ulp * 256
    return (value / unit).rounded(.up) * unit
  }

  /// Three multiples on a side: what rounds to the same one makes room, and keeps its order.
  @Test func differentCentroidsStayDifferent() {
    let precision = CentroidPrecision.multiples(bits: 3)
    #expect(precision.rounded([3, 2.9, 2.8]) == [3, 2, 1])
    #expect(precision.rounded([-3, 0.1, -0.1, 0.2]) == [-3, 1, -1, 2])
    #expect(precision.rounded([-0.1, -0.2, 3]) == [-1, -2, 3])
    // Three on a side are all there are: the smallest goes to the other.
    #expect(precision.rounded([3, 2, 0.5, 0.4]) == [3, 2, 1, -1])
  }

  @Test(arguments: 2...8) func roundingTwiceChangesNothing(bits: Int) {
    let precision = CentroidPrecision.multiples(bits: bits)
    let limit = (1 << (bits - 1)) - 1
    for seed in 1...20 {
      let drawn = Tensor.normal([min(2 * limit, 9)], seed: UInt64(seed)).values
      for scale in [1, 0x1p-100, 0x1p-140, 3.3e37] as [Float] {
        let centroids = drawn.map { $0 * scale }
        let once = precision.rounded(centroids)
        #expect(sameBits(precision.rounded(once), once))
        #expect(Set(once).count == centroids.count)
        #expect(once.allSatisfy { $0 != 0 && $0.isFinite })
        #expect(once.allSatisfy { abs($0) <= precision.largest })
      }
    }
  }

  /// The least step has 16 bits, too: 256 times the least float, 2^-149.
  @Test func theLeastCentroidsAreOneStep() {
    let least = Float.leastNonzeroMagnitude
    let rounded = CentroidPrecision.multiples(bits: 6).rounded([least, -2 * least])
    #expect(rounded == [0x1p-141, -0x1p-141])
  }

  /// None is farther than half a step where there is room.
  @Test func theErrorIsHalfAStep() {
    let centroids: [Float] = [-1, -0.61, -0.37, -0.2, 0.19, 0.43, 0.8, 0.93]
    let rounded = CentroidPrecision.multiples(bits: 7).rounded(centroids)
    for (one, other) in zip(centroids, rounded) { #expect(abs(one - other) <= 1.0001 / 126) }
  }

  @Test func widthsAreTwoToEightSixteenAndThirtyTwo() {
    let known = (-1...40).filter { CentroidPrecision(bits: $0) != nil }
    #expect(known == [2, 3, 4, 5, 6, 7, 8, 16, 32])
    #expect(CentroidPrecision(.float16) == .float16 && CentroidPrecision(.float32) == .float32)
    #expect(CentroidPrecision.float16.largestCount == 65536)
    #expect(CentroidPrecision.multiples(bits: 6).largestCount == 62)
    #expect(CentroidPrecision.multiples(bits: 6).float == .float32)
  }

  @Test func nothingIsMadeOfWhatIsNotFinite() {
    let precision = CentroidPrecision.multiples(bits: 4)
    #expect(precision.rounded([0, 0]) == [0, 0])
    #expect(precision.rounded([.infinity, 1]) == [.infinity, 1])
    #expect(CentroidPrecision.float16.rounded([0.1]) == [0.0999755859375])
  }
}
