import Pruning
import Tensors
import Testing

/// `Mask+SelectionTests` compares whole selections with sorting.
struct MagnitudeCutTests {
  /// By hand: 1, -1 and the first two of four 2s are the four smallest.
  @Test func equalsGoInOrder() {
    let numbers: [Float] = [2, 1, -2, 3, -1, 2, -2]
    let cut = MagnitudeCut(numbers, Mask(full: [7]), removed: 4)
    #expect(
      cut.mask(of: numbers, Mask(full: [7])).isKept
        == [false, false, false, true, false, true, true])
  }

  /// Half of the equals went: of a part that has two of them one goes.
  @Test func partsLoseTheirShareOfEquals() {
    let cut = MagnitudeCut([2, 1, -2, 3, -1, 2, -2], Mask(full: [7]), removed: 4)
    #expect(cut.mask(of: [3, 2, 2], Mask(full: [3])).isKept == [true, false, true])
    #expect(cut.mask(of: [0.5, 5], Mask(full: [2])).isKept == [false, true])
  }
}
