import EntropyCoding
import Tensors

/// A codebook's centroids by their distance from zero: 1, 2, ... above it, -1, -2, ... below. The
/// bit patterns decide, so that every two centroids have an order: -0 stands below zero, and of
/// equal ones the lower code comes first.
package struct CodebookRanks {
  package let negatives: Int
  package let positives: Int
  /// By code; 0 for the code behind the last, a pruned weight.
  package let ranks: [Int16]
  /// By rank + `negatives`; the code behind the last for 0.
  private let codes: [UInt16]

  package init(_ codebook: Codebook) {
    let ordinals = codebook.centroids.map(CentroidSteps.ordinal)
    let sorted = ordinals.indices.sorted { (ordinals[$0], $0) < (ordinals[$1], $1) }
    let negatives = ordinals.count { $0 < 0 }
    var ranks = [Int16](repeating: 0, count: codebook.count + 1)
    var codes = [UInt16](repeating: UInt16(codebook.count), count: codebook.count + 1)
    for (place, code) in sorted.enumerated() {
      let rank = place < negatives ? place - negatives : place - negatives + 1
      ranks[code] = Int16(rank)
      codes[rank + negatives] = UInt16(code)
    }
    (self.negatives, self.ranks, self.codes) = (negatives, ranks, codes)
    positives = codebook.count - negatives
  }

  func alphabet(survivors: Int, of count: Int) -> RankAlphabet {
    RankAlphabet(negatives: negatives, positives: positives, survivors: survivors, of: count)
  }

  /// Precondition: ranks of this codebook.
  package func codes(of ranks: [Int16]) -> [UInt16] {
    codes.withUnsafeBufferPointer { codes in ranks.map { codes[Int($0) + negatives] } }
  }
}
