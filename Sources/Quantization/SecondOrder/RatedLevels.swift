import Glibc
import Tensors

/// The values that a weight may take, zero among them, and what a code of each costs.
package struct RatedLevels: Sendable, Equatable {
  /// Ascending.
  package let values: [Float]
  /// Of the value 0: a weight that gets it is pruned.
  package let zero: Int
  /// -log2 of the share of each level, and the level's own bits shared out among its codes.
  package let bits: [Float]

  /// Precondition: 0 is among the values, which ascend.
  package init(values: [Float], counts: [Int], levelBits: Double = 0) {
    self.values = values
    let zero = values.firstIndex(of: 0) ?? 0
    self.zero = zero
    bits = zip(counts, Self.bits(counts)).enumerated().map { place, level in
      level.1 + (place == zero ? 0 : Float(levelBits / max(1, Double(level.0))))
    }
  }

  /// Multiples of a step, as many on each side of zero as it takes to reach the smallest and the
  /// largest weight, at most `count` without zero.
  package static func grid(step: Float, from smallest: Float, to largest: Float, count: Int)
    -> [Float]
  {
    var below = Int(max(0, (-smallest / step).rounded()))
    var above = Int(max(0, (largest / step).rounded()))
    while below + above > count { if below > above { below -= 1 } else { above -= 1 } }
    return (-below...above).map { Float($0) * step }
  }

  /// An ideal code's bits a symbol; what does not occur costs as if it did half a time.
  package static func bits(_ counts: [Int]) -> [Float] { exactBits(counts).map { Float($0) } }

  static func exactBits(_ counts: [Int]) -> [Double] {
    let total = Double(max(1, counts.reduce(0, +)))
    return counts.map { -log2(max(Double($0), 0.5) / total) }
  }

  /// Bits of that many codes by a code made for them.
  package static func entropyBits(_ counts: [Int]) -> Double {
    zip(counts, bits(counts)).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }

  /// What a thread looks levels up in.
  package func table() -> Table { Table(self) }

  package struct Table {
    private let values: AlignedArray<Float>
    private let bits: AlignedArray<Float>

    fileprivate init(_ levels: RatedLevels) {
      (values, bits) = (AlignedArray(levels.values), AlignedArray(levels.bits))
    }

    @inline(__always)
    package subscript(code: Int) -> Float { values.base[code] }

    /// The level c with the least weight · (value - c)² + price · bits(c): from the nearest one
    /// outward, as long as distance alone does not cost more than the best.
    @inline(__always)
    package func cheapest(for value: Float, weight: Float, price: Float) -> Int {
      let (values, bits, count) = (values.base, bits.base, values.count)
      var (low, high) = (0, count)
      while low < high {
        let middle = (low + high) / 2
        if values[middle] < value { low = middle + 1 } else { high = middle }
      }
      var (best, least) = (0, Float.infinity)
      var place = low
      while place < count {
        let distance = weight * (values[place] - value) * (values[place] - value)
        if distance >= least { break }
        let cost = distance + price * bits[place]
        if cost < least { (least, best) = (cost, place) }
        place += 1
      }
      place = low - 1
      while place >= 0 {
        let distance = weight * (values[place] - value) * (values[place] - value)
        if distance >= least { break }
        let cost = distance + price * bits[place]
        if cost < least { (least, best) = (cost, place) }
        place -= 1
      }
      return best
    }
  }
}
