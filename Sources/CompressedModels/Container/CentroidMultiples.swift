import EntropyCoding

/// Ascending centroids that are whole multiples of a step (FORMAT.md, section 6.6), as fixed-point
/// numbers are: a book of 200 takes four to seven bits a centroid, since neighbours are near.
struct CentroidMultiples: Equatable {
  let step: Float
  let multiples: [Int]

  /// Products with steps of nine bits are exact.
  static let range = -(1 << 15)...1 << 15
  static let orders = 0...16

  /// nil unless the centroids are, to the bit, what `centroids` makes of multiples.
  init?(_ centroids: [Float]) {
    guard !centroids.isEmpty, centroids.allSatisfy({ $0.isFinite && $0 != 0 }) else { return nil }
    // In units of the least significant bit that any of them has, all are whole numbers.
    let unit = centroids.map { $0.ulp * Float(1 << $0.significandBitPattern.lowestBit) }.min() ?? 1
    let numbers = centroids.map { Double($0) / Double(unit) }
    guard unit > 0, numbers.allSatisfy({ $0.magnitude < 0x1p52 }) else { return nil }
    let divisor = numbers.reduce(0) { Self.greatestDivisor($0, Int(abs($1))) }
    step = unit * Float(divisor)
    multiples = numbers.map { Int($0) / divisor }
    guard multiples.allSatisfy(Self.range.contains),
      zip(multiples, multiples.dropFirst()).allSatisfy({ $0 < $1 }),
      zip(self.centroids, centroids).allSatisfy({ $0.bitPattern == $1.bitPattern })
    else { return nil }
  }

  private init(step: Float, multiples: [Int]) { (self.step, self.multiples) = (step, multiples) }

  private static func greatestDivisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }

  var centroids: [Float] { multiples.map { step * Float($0) } }

  /// The first multiple, then how many lie between neighbours.
  private var numbers: [Int] {
    zip([0] + multiples, multiples).enumerated().map { place, pair in
      place == 0 ? ExponentialGolomb.unsigned(pair.1) : pair.1 - pair.0 - 1
    }
  }

  /// All but the step, with the order that takes the fewest bits.
  var bytes: [UInt8] {
    var writer = BitWriter()
    writer.write(golomb: numbers, among: Self.orders)
    return writer.bytes()
  }

  /// `count` multiples of `step` and the bytes that they took.
  static func read(count: Int, step: Float, in bytes: ArraySlice<UInt8>) throws(CentroidFault)
    -> (Self, bytesUsed: Int)
  {
    var multiples: [Int] = []
    let used = try CentroidFault.read(count, among: orders, in: bytes) { number in
      let multiple = multiples.last.map { $0 + number + 1 } ?? ExponentialGolomb.signed(number)
      multiples.append(multiple)
      return range.contains(multiple)
    }
    return (Self(step: step, multiples: multiples), used)
  }
}

extension UInt32 {
  /// Where the lowest 1 of a significand is; its width when the leading 1 alone is there.
  fileprivate var lowestBit: Int {
    self == 0 ? Float.significandBitCount : trailingZeroBitCount
  }
}
