import Ranks
import Testing

@Suite struct PartialSumTests {
  private static func part(_ number: Int) -> [Float] {
    [Float(1) / Float(number + 3), Float(number) * 0.1]
  }

  /// In whatever order parts come, the bits are those of the tree.
  @Test(arguments: [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 0, 4, 1, 3]])
  func theOrderOfComingDoesNotMatter(order: [Int]) {
    var sum = PartialSum(of: 5)
    for part in order {
      #expect(sum.total == nil)
      sum.add(Self.part(part), part: part)
    }
    let tree = SumTree.sum(of: 0..<5) { $0.count == 1 ? Self.part($0.lowerBound) : nil }
    #expect(sum.total == tree)
    #expect(sum.nodes.count == 1)
  }

  /// The nodes of a share are those that the tree names, and no vector is kept beside them.
  @Test(arguments: [2..<5, 0..<3, 5..<8, 1..<7])
  func aShareGivesItsLargestNodes(share: Range<Int>) {
    var sum = PartialSum(of: 8)
    for part in share.reversed() { sum.add(Self.part(part), part: part) }
    #expect(Set(sum.nodes.keys) == Set(SumTree.nodes(within: share, of: 8)))
  }
}
