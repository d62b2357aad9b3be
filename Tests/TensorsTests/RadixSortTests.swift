import Tensors
import TestSupport
import Testing

struct RadixSortTests {
  /// 4096 is where digits take over from comparisons.
  @Test(arguments: [0, 1, 2, 100, 4095, 4096, 4097, 30_000])
  func ordersAsComparisonsDo(count: Int) {
    let values = Tensor.normal([count], seed: 1).values
    #expect(sameBits(RadixSort.sorted(values), values.sorted()))
  }

  /// Every exponent, both signs, equal values, infinities and numbers below the normal ones.
  @Test func ordersTheWholeRange() {
    var random = RandomSource(seed: 2)
    var values = (0..<10_000).map { _ in
      Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
    }
    values = values.filter { !$0.isNaN && $0 != 0 }
    values += [
      .infinity, -.infinity, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 0, 0, 1, 1, -1, -1,
    ]
    #expect(sameBits(RadixSort.sorted(values), values.sorted()))
  }

  @Test func theNegativeZeroComesFirst() {
    let values = [Float](repeating: 0, count: 4000) + [Float](repeating: -0.0, count: 4000)
    let sorted = RadixSort.sorted(values)
    #expect(
      sorted[..<4000].allSatisfy { $0.sign == .minus }
        && sorted[4000...].allSatisfy { $0.sign == .plus })
  }
}
