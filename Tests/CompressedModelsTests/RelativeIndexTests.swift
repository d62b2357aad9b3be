import CompressedModels
import Tensors
import Testing

struct RelativeIndexTests {
  @Test("Figure 2 of the paper: weights at 1, 4 and 15 with 3-bit gaps need one filler zero, at 12")
  func figure2() throws {
    let index = RelativeIndex(positions: [1, 4, 15], indexBits: 3, convention: .paper)
    // The figure's differences 3, 8 and 3 are fields + 1. Its first, 1, counts from position 0;
    // ours from the place before it, so that a weight at position 0 can be told.
    #expect(index.gaps.map { $0 + 1 } == [2, 3, 8, 3])
    #expect(try index.entryPositions(below: 16) == [1, 4, 12, 15])
  }

  @Test("The same with a skip: 7 positions without a weight, then 4 more")
  func figure2WithSkips() throws {
    let index = RelativeIndex(positions: [1, 4, 15], indexBits: 3, convention: .escape)
    #expect(index.gaps == [1, 2, 7, 3])
    #expect(try index.entryPositions(below: 16) == [1, 4, 15])
  }

  @Test("One-bit gaps with skips are the mask itself: 0 a weight, 1 none")
  func oneBitGapsAreABitmap() {
    let index = RelativeIndex(positions: [0, 2, 3, 6], indexBits: 1, convention: .escape)
    #expect(index.gaps == [0, 1, 0, 0, 1, 1, 0])
  }

  @Test("Decoding gives the positions back", arguments: 1...12, GapConvention.allCases)
  func encodeThenDecodeIsIdentity(indexBits: Int, convention: GapConvention) throws {
    for (seed, density) in [1.0, 0.5, 0.05, 0.001, 0].enumerated() {
      var random = RandomSource(seed: UInt64(seed))
      let positions = (0..<20_000).map(Int32.init).filter { _ in Double(random.uniform()) < density
      }
      let index = RelativeIndex(positions: positions, indexBits: indexBits, convention: convention)
      let entries = try index.entryPositions(below: 20_000)
      #expect(convention == .escape ? entries == positions : Set(entries).isSuperset(of: positions))
      #expect(index.gaps.allSatisfy { $0 < 1 << indexBits })
      if convention == .paper { #expect(entries.count == index.gaps.count) }
    }
  }

  @Test("Distances at the border of a field")
  func borderDistances() {
    #expect(RelativeIndex(positions: [7], indexBits: 3, convention: .paper).gaps == [7])
    #expect(RelativeIndex(positions: [8], indexBits: 3, convention: .paper).gaps == [7, 0])
    #expect(RelativeIndex(positions: [6], indexBits: 3, convention: .escape).gaps == [6])
    #expect(RelativeIndex(positions: [7], indexBits: 3, convention: .escape).gaps == [7, 0])
  }

  @Test func positionsBeyondTheEndAreRefused() {
    let index = RelativeIndex(indexBits: 3, convention: .paper, gaps: [3, 3, 3])
    #expect(throws: RelativeIndexError.positionOutOfRange(position: 11, count: 11)) {
      try index.entryPositions(below: 11)
    }
  }

  @Test func skipsAtTheEndAreRefused() {
    let index = RelativeIndex(indexBits: 3, convention: .escape, gaps: [0, 7])
    #expect(throws: RelativeIndexError.endsWithSkip) { try index.entryPositions(below: 100) }
  }

  @Test func wideFieldsAreRefused() {
    let index = RelativeIndex(indexBits: 3, convention: .escape, gaps: [8])
    #expect(throws: RelativeIndexError.gapTooWide(gap: 8, indexBits: 3)) {
      try index.entryPositions(below: 100)
    }
  }
}
