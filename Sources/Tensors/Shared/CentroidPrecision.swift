/// How the centroids of a codebook are stored: each by itself in 16 or 32 bits, or all as whole
/// multiples of one step.
public enum CentroidPrecision: Sendable, Equatable {
  case float16
  case float32
  /// 0 < |multiple| < 2^(bits - 1); the largest magnitude is 2^(bits - 1) - 1 steps.
  case multiples(bits: Int)

  /// Widths of a multiple.
  public static let multipleBits = 2...8

  /// nil unless `bits` is 2...8, 16 or 32.
  public init?(bits: Int) {
    switch bits {
    case 16: self = .float16
    case 32: self = .float32
    case Self.multipleBits: self = .multiples(bits: bits)
    default: return nil
    }
  }

  public init(_ float: FloatPrecision) { self = float == .float16 ? .float16 : .float32 }

  /// What holds one of them.
  public var float: FloatPrecision { self == .float16 ? .float16 : .float32 }

  /// The largest number that rounding keeps finite.
  public var largest: Float {
    guard case .multiples = self else { return float.largest }
    return 0x1p127
  }

  /// How many different centroids there can be.
  public var largestCount: Int {
    guard case .multiples(let bits) = self else { return 1 << float.rawValue }
    return 2 * Self.limit(bits)
  }

  private static func limit(_ bits: Int) -> Int { 1 << (bits - 1) - 1 }

  /// Whether centroids are such, to the bit.
  public func holds(_ centroids: [Float]) -> Bool {
    zip(rounded(centroids), centroids).allSatisfy {
      $0.bitPattern == $1.bitPattern && abs($1) <= largest
    }
  }

  /// The nearest that can be stored. Rounding again changes nothing.
  public func rounded(_ centroids: [Float]) -> [Float] {
    guard case .multiples(let bits) = self else { return centroids.map(float.rounded) }
    let largest = centroids.reduce(Float(0)) { max($0, abs($1)) }
    guard largest > 0, centroids.allSatisfy({ abs($0) <= self.largest }) else { return centroids }
    let step = Self.step(largest / Float(Self.limit(bits)))
    return Self.multiples(of: step, nearest: centroids, limit: Self.limit(bits)).map {
      step * Float($0)
    }
  }

  /// The next number up of 16 bits, above zero: its products with multiples of 8 bits are exact, so
  /// that the largest of them gives the same step again.
  private static func step(_ value: Float) -> Float {
    let kept = value.bitPattern & ~0xFF
    return Float(bitPattern: kept == value.bitPattern && kept > 0 ? kept : kept + 0x100)
  }

  /// None is 0, since a weight that was left stays; different centroids stay different as long as
  /// there are multiples.
  private static func multiples(of step: Float, nearest centroids: [Float], limit: Int) -> [Int] {
    var multiples = centroids.map { centroid in
      let nearest = Int((centroid / step).rounded(.toNearestOrEven))
      return nearest == 0 ? (centroid < 0 ? -1 : 1) : max(-limit, min(limit, nearest))
    }
    guard centroids.count <= 2 * limit else { return multiples }
    let order = centroids.indices.sorted { (centroids[$0], $0) < (centroids[$1], $1) }
    // Away from zero on each side, then back from the ends.
    var (least, greatest) = (1, -1)
    for place in order where multiples[place] > 0 {
      multiples[place] = max(multiples[place], least)
      least = multiples[place] + 1
    }
    for place in order.reversed() where multiples[place] < 0 {
      multiples[place] = min(multiples[place], greatest)
      greatest = multiples[place] - 1
    }
    least = -limit
    for place in order {
      multiples[place] = max(multiples[place], least)
      least = multiples[place] == -1 ? 1 : multiples[place] + 1
    }
    greatest = limit
    for place in order.reversed() {
      multiples[place] = min(multiples[place], greatest)
      greatest = multiples[place] == 1 ? -1 : multiples[place] - 1
    }
    return multiples
  }
}
