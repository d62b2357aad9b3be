import EntropyCoding
import Testing

struct RankTablesTests {
  /// FORMAT.md, section 12.4: sizes begin at 1, 2, 3, 6 and 11.
  @Test func leansByHand() {
    #expect(
      (-15...15).map { Lean($0).sign } == [
        0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 3, 4, 5, 6, 7, 8, 8, 8, 9, 9, 9, 9, 9, 10, 10, 10,
        10,
        10,
      ])
    #expect([0, 5, 6, 10, 11, 15].map { Lean($0).strength } == [0, 0, 1, 1, 2, 2])
    #expect([-15, -3, -2, 0, 2, 3, 15].map { Lean($0).side } == [0, 0, 1, 1, 1, 2, 2])
  }

  @Test("Leans mirror each other") func leansAreSymmetric() {
    for lean in 0...15 {
      #expect(Lean(lean).sign + Lean(-lean).sign == 10)
      #expect(Lean(lean).side + Lean(-lean).side == 2)
      #expect(Lean(lean).strength == Lean(-lean).strength)
    }
  }
}
