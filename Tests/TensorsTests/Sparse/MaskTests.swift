import Tensors
import Testing

struct MaskTests {
  private let mask = Mask(shape: [2, 3], isKept: [false, true, true, false, false, true])

  @Test func survivorsAreCountedAndListedInOrder() {
    #expect(mask.survivorCount == 3)
    #expect(mask.survivors == [1, 2, 5])
    #expect(mask.count == 6)
  }

  /// Listed in blocks by several threads.
  @Test(arguments: [0, 1, 262_143, 262_144, 262_145, 1_000_003])
  func survivorsOfManyBlocks(count: Int) {
    let isKept = (0..<count).map { $0 * $0 % 7 == 2 || $0 == count - 1 }
    let mask = Mask(shape: [count], isKept: isKept)
    let expected = isKept.indices.filter { isKept[$0] }
    #expect(mask.survivorCount == expected.count)
    #expect(mask.survivors.map(Int.init) == expected)
  }

  @Test func densityAndSparsityAddToOne() {
    #expect(mask.density == 0.5)
    #expect(mask.sparsity == 0.5)
    #expect(Mask(shape: [4], isKept: [true, false, false, false]).density == 0.25)
    #expect(Mask(full: [0]).density == 1)
  }

  @Test func aFullMaskKeepsAll() {
    #expect(Mask(full: [2, 2]) == Mask(shape: [2, 2], isKept: [true, true, true, true]))
  }

  @Test func reshapingKeepsTheSurvivors() {
    #expect(mask.reshaped([6]).survivors == [1, 2, 5])
    #expect(mask.reshaped([3, 2]).shape == [3, 2])
  }
}
