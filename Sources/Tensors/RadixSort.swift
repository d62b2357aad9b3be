/// Ascending order of floats by their bits, least significant digit first: three passes of 11 bits,
/// each linear, instead of n log n comparisons.
package enum RadixSort {
  private static let digitBits: UInt32 = 11
  private static let digits = 1 << 11
  /// Below this many values the counting costs more than comparing.
  private static let smallest = 1 << 12

  /// Precondition: no value is nan. -0 comes before 0.
  package static func sorted(_ values: [Float]) -> [Float] {
    guard values.count >= smallest else { return values.sorted() }
    var keys = values.map { key(of: $0) }
    var counts = histograms(keys)
    var target = keys
    for pass in 0..<3 {
      scatter(keys, into: &target, counts: &counts[pass], shift: UInt32(pass) * digitBits)
      swap(&keys, &target)
    }
    target = []
    return keys.map { value(of: $0) }
  }

  /// Order of keys as whole numbers = order of floats: all bits of negative ones are turned, the
  /// sign of the others.
  private static func key(of value: Float) -> UInt32 {
    let bits = value.bitPattern
    return bits ^ (UInt32(bitPattern: Int32(bitPattern: bits) >> 31) | 0x8000_0000)
  }

  private static func value(of key: UInt32) -> Float {
    Float(bitPattern: key ^ (key >> 31 == 1 ? 0x8000_0000 : 0xFFFF_FFFF))
  }

  private static func histograms(_ keys: [UInt32]) -> [[Int32]] {
    var counts = [Int32](repeating: 0, count: 3 * digits)
    counts.withUnsafeMutableBufferPointer { counts in
      for key in keys {
        counts[Int(key & 2047)] &+= 1
        counts[digits + Int(key >> digitBits & 2047)] &+= 1
        counts[2 * digits + Int(key >> (2 * digitBits))] &+= 1
      }
    }
    return (0..<3).map { Array(counts[$0 * digits..<($0 + 1) * digits]) }
  }

  /// `counts` become the places where the next key of each digit goes.
  private static func scatter(
    _ keys: [UInt32], into target: inout [UInt32], counts: inout [Int32], shift: UInt32
  ) {
    var place: Int32 = 0
    for digit in counts.indices { (counts[digit], place) = (place, place + counts[digit]) }
    target.withUnsafeMutableBufferPointer { target in
      counts.withUnsafeMutableBufferPointer { places in
        for key in keys {
          let digit = Int(key >> shift & 2047)
          target[Int(places[digit])] = key
          places[digit] &+= 1
        }
      }
    }
  }
}
