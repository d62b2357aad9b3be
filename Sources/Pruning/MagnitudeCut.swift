import Tensors

/// The magnitude up to which the smallest numbers go, found in two counts of its bits: the upper
/// sixteen of all survivors, then the lower fifteen of those that share the upper ones with the
/// magnitude looked for. Time is linear, and nothing is sorted.
public struct MagnitudeCut: Sendable, Equatable {
  /// All magnitudes below it go.
  let key: UInt32
  /// How many of those that are equal to it go, too, the first ones, and how many there are.
  let equals: Int
  let equalCount: Int
  /// Of all numbers that it goes through.
  let numberCount: Int

  /// Through numbers with survivors so far. Precondition: the mask has at least `removed`
  /// survivors, and `removed` is positive.
  public init(_ numbers: [Float], _ mask: Mask, removed: Int) {
    let upper = MagnitudeCounts(numbers, mask)
    let (first, before) = upper.place(of: removed)
    let lower = MagnitudeCounts(numbers, mask, within: first)
    let (second, below) = lower.place(of: removed - before)
    key = MagnitudeCounts.key(upper: first, lower: second)
    equals = removed - before - below
    equalCount = lower[second]
    numberCount = numbers.count
  }

  /// The mask after the cut. Of a part of the numbers that the cut was found in, as many of the
  /// equals go as its share of them is.
  public func mask(of numbers: [Float], _ mask: Mask) -> Mask {
    numbers.withUnsafeBufferPointer { numbers in
      var equalsLeft = own(equals: numbers, mask)
      return mask.filtered { position in
        let key = MagnitudeCounts.key(of: numbers[position])
        guard key == self.key, equalsLeft > 0 else { return key >= self.key }
        equalsLeft -= 1
        return false
      }
    }
  }

  private func own(equals numbers: UnsafeBufferPointer<Float>, _ mask: Mask) -> Int {
    guard numbers.count < numberCount, equals < equalCount else { return equals }
    var count = 0
    mask.forEachSurvivor(in: 0..<numbers.count) {
      if MagnitudeCounts.key(of: numbers[$0]) == key { count += 1 }
    }
    let share = Double(equals) / Double(max(1, equalCount))
    return Int((share * Double(count)).rounded())
  }
}
