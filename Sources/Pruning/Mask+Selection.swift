import Tensors

extension Mask {
  /// Removes survivors in ascending order of magnitude |score| (of equals, the first in the tensor)
  /// until `removed` of all weights are gone. Counts magnitudes instead of sorting them: time is
  /// linear, and nothing is copied. What is not a number counts as larger than all numbers.
  public static func removingSmallest(scores: [Float], of mask: Mask, removed: Int) -> Mask {
    let excess = removed - (mask.count - mask.survivorCount)
    guard excess > 0 else { return mask }
    let cut = MagnitudeCut(scores, mask, removed: excess)
    var isKept = mask.isKept
    var equalsLeft = cut.equals
    scores.withUnsafeBufferPointer { scores in
      isKept.withUnsafeMutableBufferPointer { isKept in
        for position in isKept.indices where isKept[position] {
          let key = MagnitudeCut.key(of: scores[position])
          guard key <= cut.key else { continue }
          if key == cut.key {
            guard equalsLeft > 0 else { continue }
            equalsLeft -= 1
          }
          isKept[position] = false
        }
      }
    }
    return Mask(shape: mask.shape, isKept: isKept)
  }
}

/// The magnitude up to which the smallest ones go, found in two counts of its bits: the upper
/// sixteen of all survivors, then the lower fifteen of those that share the upper ones with the
/// magnitude looked for.
private struct MagnitudeCut {
  /// All magnitudes below it go.
  let key: UInt32
  /// How many that are equal to it go, too.
  let equals: Int

  private static let lowerBits: UInt32 = 15

  /// Order of keys as whole numbers is order of magnitudes.
  static func key(of score: Float) -> UInt32 { score.bitPattern & 0x7FFF_FFFF }

  /// Precondition: the mask has at least `removed` survivors, and `removed` is positive.
  init(_ scores: [Float], _ mask: Mask, removed: Int) {
    let upper = Self.counts(scores, mask, size: 1 << 16) { $0 >> Self.lowerBits }
    let (first, before) = Self.place(of: removed, in: upper)
    let lower = Self.counts(scores, mask, size: 1 << Int(Self.lowerBits)) { key in
      key >> Self.lowerBits == UInt32(first) ? key & (1 << Self.lowerBits - 1) : nil
    }
    let (second, below) = Self.place(of: removed - before, in: lower)
    key = UInt32(first) << Self.lowerBits | UInt32(second)
    equals = removed - before - below
  }

  /// The first place where the sum of all counts up to it reaches `rank`, and the sum before it.
  private static func place(of rank: Int, in counts: [Int]) -> (place: Int, before: Int) {
    var before = 0
    for (place, count) in counts.enumerated() {
      if before + count >= rank { return (place, before) }
      before += count
    }
    return (counts.count - 1, before)
  }

  private static let blockSize = 1 << 22

  /// How often survivors fall into each class; nil for none. Blocks are counted by several threads.
  private static func counts(
    _ scores: [Float], _ mask: Mask, size: Int, _ classOf: @Sendable (UInt32) -> UInt32?
  ) -> [Int] {
    let blocks = (scores.count + blockSize - 1) / blockSize
    let counts = Parallel.map(blocks) { block in
      var counts = [Int](repeating: 0, count: size)
      scores.withUnsafeBufferPointer { scores in
        mask.isKept.withUnsafeBufferPointer { isKept in
          for position in block * blockSize..<min(scores.count, (block + 1) * blockSize)
          where isKept[position] {
            if let place = classOf(key(of: scores[position])) { counts[Int(place)] += 1 }
          }
        }
      }
      return counts
    }
    return (0..<size).map { place in counts.reduce(0) { $0 + $1[place] } }
  }
}
