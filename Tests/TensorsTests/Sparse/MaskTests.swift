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

  @Test func oneWeightAtATime() {
    #expect((0..<6).map { mask[$0] } == [false, true, true, false, false, true])
    #expect((0..<6).map { mask[$0] } == mask.isKept)
  }

  /// Words of 64: one within, one at each end, ranges that cut words.
  @Test func survivorsOfARange() {
    let kept = [0, 1, 63, 64, 126, 127, 128, 190]
    let mask = Mask(shape: [191], isKept: (0..<191).map { kept.contains($0) })
    for range in [0..<191, 1..<64, 64..<64, 63..<65, 2..<63, 127..<129, 190..<191] {
      var found: [Int] = []
      mask.forEachSurvivor(in: range) { found.append($0) }
      #expect(found == kept.filter(range.contains), "\(range)")
    }
  }

  @Test func listedSurvivorsInAnyOrder() {
    #expect(Mask(shape: [2, 3], survivors: [5, 1, 2]) == mask)
    let none = Mask(shape: [70], isKept: [Bool](repeating: false, count: 70))
    #expect(Mask(shape: [70], survivors: []) == none)
  }

  @Test func someSurvivorsGo() {
    #expect(mask.filtered { $0 != 2 }.survivors == [1, 5])
    #expect(mask.filtered { _ in true } == mask)
    let many = Mask(full: [200]).filtered { $0 % 3 == 0 }
    #expect(many.survivors == (0..<200).filter { $0 % 3 == 0 }.map(Int32.init))
    #expect(many.survivorCount == 67)
  }

  @Test func numbersAtTheSurvivors() {
    #expect(mask.gathered([9, 8, 7, 6, 5, 4]) == [8, 7, 4])
  }

  @Test func reshapingKeepsTheSurvivors() {
    #expect(mask.reshaped([6]).survivors == [1, 2, 5])
    #expect(mask.reshaped([3, 2]).shape == [3, 2])
  }
}
