import Pruning
import Tensors
import TestSupport
import Testing

struct MaskSelectionTests {
  /// What the words say, by sorting.
  private static func sorted(_ scores: [Float], of mask: Mask, removed: Int) -> [Bool] {
    let excess = max(0, removed - (mask.count - mask.survivorCount))
    let order = mask.survivors.sorted { (abs(scores[Int($0)]), $0) < (abs(scores[Int($1)]), $1) }
    var isKept = mask.isKept
    for position in order.prefix(excess) { isKept[Int(position)] = false }
    return isKept
  }

  @Test(arguments: [0, 1, 2, 499, 500, 501, 999, 1000])
  func isTheSameAsSorting(removed: Int) {
    for seed in 0..<5 {
      let scores = Tensor.normal([1000], seed: UInt64(seed)).values
      for mask in [Mask(full: [1000]), Mask.random([1000], density: 0.6, seed: 7)] {
        #expect(
          Mask.removingSmallest(scores: scores, of: mask, removed: removed).isKept
            == Self.sorted(scores, of: mask, removed: removed))
      }
    }
  }

  /// Many equal magnitudes of both signs, zeros of both signs, subnormal and huge numbers.
  @Test func equalMagnitudesGoInOrder() {
    let least = Float.leastNonzeroMagnitude
    let magnitudes: [Float] = [0, -0.0, 1, -1, least, -least, .greatestFiniteMagnitude, 0.5]
    let scores = (0..<600).map { magnitudes[$0 * 5 % 8] }
    for removed in stride(from: 0, through: 600, by: 7) {
      let mask = Mask(full: [600])
      #expect(
        Mask.removingSmallest(scores: scores, of: mask, removed: removed).isKept
          == Self.sorted(scores, of: mask, removed: removed))
    }
  }

  /// What is not a number is never taken for small.
  @Test func notANumberStays() {
    let mask = Mask.removingSmallest(
      scores: [.nan, 1, .infinity, -2], of: Mask(full: [4]), removed: 3)
    #expect(mask.isKept == [true, false, false, false])
  }

  /// Counted in blocks by several threads: 9 million scores, one digit of which differs.
  @Test func manyBlocksAreOneCount() {
    let count = 9_000_000
    let scores = (0..<count).map { Float(($0 &* 7919) % 100_003) }
    let cut = Mask.removingSmallest(scores: scores, of: Mask(full: [count]), removed: 4_500_000)
    #expect(cut.survivorCount == 4_500_000)
    let (kept, gone) = (
      zip(scores, cut.isKept).filter(\.1).map(\.0), zip(scores, cut.isKept).filter { !$1 }.map(\.0)
    )
    #expect((gone.max() ?? 0) <= (kept.min() ?? 0))
    #expect(
      Parallel.$threads.withValue(1) {
        Mask.removingSmallest(scores: scores, of: Mask(full: [count]), removed: 4_500_000)
      } == cut)
  }
}
