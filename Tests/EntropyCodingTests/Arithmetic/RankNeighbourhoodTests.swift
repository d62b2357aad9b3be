import EntropyCoding
import Testing

struct RankNeighbourhoodTests {
  /// 60 + 200 (n - 1) / 16: 60, 72.5, 85 ..., 255 from the seventeenth on.
  @Test func energiesByHand() {
    let table = RankNeighbourhood.sample().energyTable
    #expect(table.prefix(5) == [0, 60, 72, 85, 97])
    #expect(table[16] == 247 && table[17] == 255 && table[256] == 255)
  }

  /// A file may ask for the largest of everything: the sums must fit 32 bits.
  @Test func extremesFit32Bits() {
    let energies = 256 * (6 * 255 * 128 + RankNeighbourhood.largestConstant) + 2 * 65_280 * 128
    let ranks = 256 * 7 * 256 * 128 + 65_536 * 128 + 1 << 23
    #expect(energies <= Int(Int32.max) && ranks <= Int(Int32.max))
    #expect(255 + RankNeighbourhood.largestStep * 255 <= Int(Int32.max))
  }
}
