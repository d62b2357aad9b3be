/// What a weight can be: 0 (pruned), or one of the shared weights, numbered by how far from zero
/// they stand on their side of it: 1, 2, ... above, -1, -2, ... below.
public struct RankAlphabet: Sendable, Equatable {
  public let negatives: Int
  public let positives: Int
  /// Whether some weights are 0 and some are not: else nothing is said about it.
  public let isMixed: Bool

  /// `survivors` of `count` weights are not 0. Precondition: at most 256 ranks on a side.
  public init(negatives: Int, positives: Int, survivors: Int, of count: Int) {
    precondition(negatives <= 256 && positives <= 256)
    (self.negatives, self.positives) = (negatives, positives)
    isMixed = survivors > 0 && survivors < count
    isEmpty = survivors == 0
  }

  /// Whether all weights are 0: nothing is said at all.
  package let isEmpty: Bool
  /// Ranks on the side that has more of them.
  package var largest: Int { max(negatives, positives) }
  package var hasBothSigns: Bool { negatives > 0 && positives > 0 }
}

/// The way to a rank of 1 ... n in `depth` decisions, the same number for every rank, so that a
/// decoder need not guess when it ends. A node's ranks are halved, the lower half the larger one
/// where they are odd; a node with one rank left has no choice but 0.
package struct RankTree {
  package let count: Int
  package let depth: Int
  /// ceil(log2 n) decisions as one number, the first in the most significant place, by rank - 1.
  package let paths: [UInt16]
  /// By path: the rank; 0 where none is.
  package let ranks: [UInt16]
  /// By node, numbered from the root's 1 on, 2 n + decision below n: whether there is no choice.
  package let isCertain: [Bool]

  package init(count: Int) {
    self.count = count
    depth = count > 1 ? Int.bitWidth - (count - 1).leadingZeroBitCount : 0
    var (paths, ranks) = (
      [UInt16](repeating: 0, count: count), [UInt16](repeating: 0, count: 1 << depth)
    )
    var isCertain = [Bool](repeating: true, count: 1 << depth)
    for index in 0..<count {
      var (low, high, node) = (0, count, 1)
      for _ in 0..<depth {
        let middle = low + (high - low + 1) / 2
        isCertain[node] = high - low == 1
        let bit = index >= middle ? 1 : 0
        (low, high) = bit == 1 ? (middle, high) : (low, middle)
        node = 2 * node + bit
      }
      let path = node - (1 << depth)
      paths[index] = UInt16(path)
      ranks[path] = UInt16(index + 1)
    }
    (self.paths, self.ranks, self.isCertain) = (paths, ranks, isCertain)
  }
}
