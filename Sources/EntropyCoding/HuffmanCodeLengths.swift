/// Optimal codeword lengths under a length limit, by package-merge (Larmore and Hirschberg 1990).
///
/// Shannon says a codeword of a symbol with probability p should have log2(1/p) bits; Huffman's
/// lengths are the best whole numbers. The limit keeps the decoder's look-up table in the
/// first-level cache at a cost of a few bits.
public enum HuffmanCodeLengths {
  /// Longest codeword that a table can describe.
  public static let longest = 14

  /// 11 bits (a table of 2048 entries) as long as that leaves two bits above the plain width, else
  /// 14.
  public static func defaultLimit(usedSymbols: Int) -> Int { usedSymbols <= 512 ? 11 : longest }

  /// One length a symbol; 0 where a symbol does not occur. A single used symbol gets 0 as well: it
  /// needs no bits. Throws `lengthLimitTooSmall` when 2^limit codewords are fewer than the symbols
  /// in use.
  public static func optimal(
    for histogram: SymbolHistogram, limit: Int
  ) throws(EntropyCodingError) -> [UInt8] {
    var lengths = [UInt8](repeating: 0, count: histogram.counts.count)
    let sorted = histogram.usedSymbols.sorted {
      (histogram.counts[$0], $0) < (histogram.counts[$1], $1)
    }
    guard sorted.count > 1 else { return lengths }
    guard limit <= longest else { throw .codewordTooLong(bits: limit) }
    guard limit > 0, sorted.count <= 1 << limit else {
      throw .lengthLimitTooSmall(limit: limit, usedSymbols: sorted.count)
    }
    let leafCounts = chosenLeaves(weights: sorted.map { histogram.counts[$0] }, levels: limit)
    for (rank, symbol) in sorted.enumerated() {
      lengths[symbol] = UInt8(leafCounts.reduce(0) { $0 + (rank < $1 ? 1 : 0) })
    }
    return lengths
  }

  /// The coin collector's choice: how many of the cheapest leaves are bought on each level.
  ///
  /// Each level lists the leaves and the pairs ("packages") of the level below, by weight. Buying
  /// the 2n - 2 cheapest items of the top level buys twice as many items below for every package
  /// among them; the leaves bought on a level are always its cheapest, so their number says
  /// everything. A leaf's length is the number of levels that buy it.
  private static func chosenLeaves(weights: [Int], levels: Int) -> [Int] {
    var isLeafByLevel: [[Bool]] = []
    var packages: [Int] = []
    for _ in 0..<levels {
      let (merged, isLeaf) = merge(leaves: weights, packages: packages)
      isLeafByLevel.append(isLeaf)
      packages = stride(from: 1, to: merged.count, by: 2).map { merged[$0 - 1] + merged[$0] }
    }
    var bought = 2 * weights.count - 2
    return isLeafByLevel.reversed().map { isLeaf in
      let leaves = isLeaf.prefix(bought).reduce(0) { $0 + ($1 ? 1 : 0) }
      bought = 2 * (bought - leaves)
      return leaves
    }
  }

  /// Both ascending lists in one, leaves first among equals.
  private static func merge(leaves: [Int], packages: [Int]) -> (weights: [Int], isLeaf: [Bool]) {
    var weights: [Int] = []
    var isLeaf: [Bool] = []
    var (leaf, package) = (0, 0)
    while leaf < leaves.count || package < packages.count {
      let takesLeaf =
        package == packages.count || (leaf < leaves.count && leaves[leaf] <= packages[package])
      weights.append(takesLeaf ? leaves[leaf] : packages[package])
      isLeaf.append(takesLeaf)
      if takesLeaf { leaf += 1 } else { package += 1 }
    }
    return (weights, isLeaf)
  }
}
