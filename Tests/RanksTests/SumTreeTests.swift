import Ranks
import Testing

@Suite struct SumTreeTests {
  /// ((0 + 1) + (2 + 3)) + 4, written out: the sum of the figures in the type's own words.
  @Test func fivePartsAreAddedAsTheFigureSays() {
    let parts: [Float] = [1, 0x1p-24, 0x1p-24, 0x1p-24, 0]
    let expected = ((parts[0] + parts[1]) + (parts[2] + parts[3])) + parts[4]
    let sum = SumTree.sum(of: 0..<5) { $0.count == 1 ? [parts[$0.lowerBound]] : nil }
    #expect(sum == [expected])
    #expect(sum != [parts.reduce(0, +)], "rounding tells this order from another")
  }

  /// Whoever has which parts, the bits are those of one that has all.
  @Test(arguments: [1, 2, 3, 5, 8, 13], [1, 2, 3, 4, 8, 9])
  func theSumDoesNotDependOnWhoHasTheParts(count: Int, ranks: Int) {
    let parts = (0..<count).map { [Float(1) / Float($0 + 3), Float($0) * 0.1] }
    func leaf(_ range: Range<Int>) -> [Float]? { range.count == 1 ? parts[range.lowerBound] : nil }
    var known: [Range<Int>: [Float]] = [:]
    for share in SumTree.shares(of: count, among: ranks) {
      for node in SumTree.nodes(within: share, of: count) {
        known[node] = SumTree.sum(of: node, leaf)
      }
    }
    #expect(SumTree.sum(of: 0..<count) { known[$0] } == SumTree.sum(of: 0..<count, leaf))
  }

  /// 5000 numbers, in blocks, from the nodes of three ranks: the bits of whole vectors.
  @Test func blocksGiveTheSameSum() {
    let parts = (0..<5).map { part in (0..<5000).map { Float(part * 5000 + $0) * 0.1 } }
    func leaf(_ range: Range<Int>) -> [Float]? { range.count == 1 ? parts[range.lowerBound] : nil }
    var nodes: [Range<Int>: UnsafeBufferPointer<Float>] = [:]
    var rooms: [UnsafeMutableBufferPointer<Float>] = []
    defer { for room in rooms { room.deallocate() } }
    for node in SumTree.shares(of: 5, among: 3).flatMap({ SumTree.nodes(within: $0, of: 5) }) {
      let room = UnsafeMutableBufferPointer<Float>.allocate(capacity: 5000)
      _ = room.initialize(from: SumTree.sum(of: node, leaf) ?? [])
      nodes[node] = UnsafeBufferPointer(room)
      rooms.append(room)
    }
    var total = [Float](repeating: 0, count: 5000)
    total.withUnsafeMutableBufferPointer { SumTree.add(5, nodes, into: $0) }
    #expect(total == SumTree.sum(of: 0..<5, leaf))
  }

  @Test func nodesAreTheLargestWithinAShare() {
    #expect(SumTree.nodes(within: 2..<5, of: 8) == [2..<4, 4..<5])
    #expect(SumTree.nodes(within: 0..<8, of: 8) == [0..<8])
    #expect(SumTree.nodes(within: 3..<3, of: 8) == [])
    #expect(SumTree.nodes(within: 5..<8, of: 8) == [5..<6, 6..<8])
  }

  @Test func sharesAreNeighboursAndNearlyEqual() {
    #expect(SumTree.shares(of: 8, among: 3) == [0..<2, 2..<5, 5..<8])
    #expect(SumTree.shares(of: 2, among: 3) == [0..<0, 0..<1, 1..<2])
  }

  @Test func aSumWithAMissingPartIsNone() {
    #expect(SumTree.sum(of: 0..<3) { $0 == 0..<2 ? [1] : nil } == nil)
  }
}
