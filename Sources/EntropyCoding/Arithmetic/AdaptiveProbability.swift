/// How likely a decision is to be 1, learned from those before it. Integers only, so that encoder
/// and decoder on any two machines agree to the last bit.
///
/// One word: the probability of 1 in units of 2^-22 above, the decisions counted so far below, ten
/// bits of them. After n decisions the estimate moves 1 / (n + 1.6) of the way to what came
/// (Krichevsky and Trofimov's estimator has n + 1 + 1 / 2 there, and half a count for what never
/// came): quick at first, an average of all of them later, and from 511 on an average of the
/// last few hundred.
package struct AdaptiveProbability {
  package private(set) var word: UInt32

  /// Bits of a probability as coders take it.
  static let bits = 16
  private static let countBits: UInt32 = 10
  private static let mostCounted: UInt32 = 511
  /// Estimates stay this far from 0 and 1, so that whatever comes can be coded.
  private static let highest = (1 << 22) - 64
  private static let lowest = 64

  /// One half, as if `count` decisions had been seen.
  package init(counted count: UInt32 = 0) { word = 1 << 31 | count }

  init(word: UInt32) { self.word = word }

  /// For a decision that has no alternative: 1 never comes, which costs nothing and teaches
  /// nothing. A count of its own, which no other reaches, keeps it so.
  package static let never = AdaptiveProbability(word: 1023)

  /// 1 ... 65535; 0 when it never comes.
  @inline(__always) package var ones: UInt64 { UInt64(word >> 16) }

  /// Moves towards the decision that was made. `rates` is `rates()`.
  @inline(__always) package mutating func learn(_ bit: Int, _ rates: UnsafePointer<UInt16>) {
    let count = word & 1023
    let estimate = Int(word >> Self.countBits)
    let target = bit == 1 ? Self.highest : Self.lowest
    let step = ((target &- estimate) &* Int(rates[Int(count)])) >> 16
    let next = count &+ (count < Self.mostCounted ? 1 : 0)
    word = UInt32(truncatingIfNeeded: estimate &+ step) << Self.countBits | next
  }

  /// 2^16 / (n + 1.6) for n = 0 ... 511, rounded down; 0 for the count of what never comes.
  package static func rates() -> [UInt16] {
    (0..<1024).map { $0 <= mostCounted ? UInt16(327_680 / (5 * $0 + 8)) : 0 }
  }
}
