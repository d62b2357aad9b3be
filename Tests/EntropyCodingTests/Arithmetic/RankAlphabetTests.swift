import EntropyCoding
import Testing

struct RankAlphabetTests {
  @Test("Presence is coded only where it varies")
  func presence() {
    func alphabet(_ survivors: Int) -> RankAlphabet {
      RankAlphabet(negatives: 1, positives: 3, survivors: survivors, of: 10)
    }
    #expect([0, 1, 9, 10].map { alphabet($0).isMixed } == [false, true, true, false])
    #expect([0, 1, 10].map { alphabet($0).isEmpty } == [true, false, false])
    #expect(alphabet(1).largest == 3 && alphabet(1).hasBothSigns)
  }
}

struct RankTreeTests {
  /// {1 2 3 | 4 5}, {1 2 | 3}, {1 | 2}, and {4 | 5}; 3, 4 and 5 are alone before the third
  /// decision.
  @Test func fiveRanksByHand() {
    let tree = RankTree(count: 5)
    #expect(tree.depth == 3)
    #expect(tree.paths == [0b000, 0b001, 0b010, 0b100, 0b110])
    #expect(tree.ranks == [1, 2, 3, 0, 4, 0, 5, 0])
    #expect(tree.isCertain[1...] == [false, false, false, false, true, true, true])
  }

  @Test("Every rank has its path, of the same length", arguments: 1...256)
  func pathsLeadToRanks(count: Int) {
    let tree = RankTree(count: count)
    #expect(1 << tree.depth >= count && (count == 1 || 1 << (tree.depth - 1) < count))
    #expect(Set(tree.paths).count == count)
    for (index, path) in tree.paths.enumerated() { #expect(tree.ranks[Int(path)] == index + 1) }
    #expect(tree.ranks.count { $0 != 0 } == count)
  }
}
