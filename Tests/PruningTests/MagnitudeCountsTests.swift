import Pruning
import Tensors
import Testing

struct MagnitudeCountsTests {
  private static let numbers: [Float] = [4, -1, 0.25, -4, 2, .nan]

  /// Counts of two halves add up to those of the whole.
  @Test func countsAddUp() {
    let whole = MagnitudeCounts(Self.numbers, Mask(full: [6]))
    var sum = MagnitudeCounts(isLower: false)
    sum.add(MagnitudeCounts(Array(Self.numbers[..<3]), Mask(full: [3])))
    sum.add(MagnitudeCounts(Array(Self.numbers[3...]), Mask(full: [3])))
    #expect(sum == whole)
    #expect(whole.sum == 6)
  }

  /// 0.25, 1, 2, 4, 4, nan in order: the fourth is a 4, with three before it.
  @Test func ranksAreFound() {
    let counts = MagnitudeCounts(Self.numbers, Mask(full: [6]))
    let (place, before) = counts.place(of: 4)
    #expect(place == MagnitudeCounts.upper(of: -4))
    #expect(before == 3)
    #expect(counts[place] == 2)
    #expect(counts.sum(below: place) == 3)
  }

  /// Within the class of 4 alone, and only survivors.
  @Test func lowerBitsAreThoseOfOneClass() {
    let mask = Mask(shape: [6], isKept: [true, true, true, false, true, true])
    let lower = MagnitudeCounts(Self.numbers, mask, within: MagnitudeCounts.upper(of: 4))
    #expect(lower.sum == 1)
    #expect(lower[0] == 1, "4 has no lower bits")
  }
}
