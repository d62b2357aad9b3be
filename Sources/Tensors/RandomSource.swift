import Glibc

/// The seeded generator of every random choice: xoshiro256** (Blackman & Vigna 2018), its state
/// filled by SplitMix64. The same seed gives the same numbers on every machine.
public struct RandomSource: RandomNumberGenerator, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  public init(seed: UInt64) {
    var mixer = seed
    func next() -> UInt64 {
      mixer &+= 0x9E37_79B9_7F4A_7C15
      var z = mixer
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    state = (next(), next(), next(), next())
  }

  public mutating func next() -> UInt64 {
    let product = state.1 &* 5
    let result = ((product << 7) | (product >> 57)) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = (state.3 << 45) | (state.3 >> 19)
    return result
  }

  /// A generator for one purpose, so that drawing more for it does not shift the numbers of
  /// another.
  public mutating func split() -> RandomSource { RandomSource(seed: next()) }

  /// The generator for one of many parts of a work: it depends on this one's state and the part's
  /// number alone, not on what other parts draw.
  public func part(_ number: Int) -> RandomSource {
    var next = self
    let step: UInt64 = 0xD1B5_4A32_D192_ED03
    return RandomSource(seed: next.next() &+ UInt64(bitPattern: Int64(number)) &* step)
  }

  /// Uniform in [0, 1): 24 random bits.
  public mutating func uniform() -> Float { Float(next() >> 40) * 0x1p-24 }

  /// Uniform in 0..<bound, unbiased enough for bounds far below 2^32 (multiply-shift).
  public mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// Standard normal, by Box and Muller's transform.
  public mutating func normal() -> Float {
    let radius = sqrt(-2 * log(Double(next() >> 11) * 0x1p-53 + 0x1p-54))
    return Float(radius * cos(2 * .pi * Double(next() >> 11) * 0x1p-53))
  }

  /// 0..<count in random order (Fisher and Yates).
  public mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) { order.swapAt(last, below(last + 1)) }
    return order
  }
}

extension RandomSource: LosslessStringConvertible {
  /// The state: four words in hexadecimal.
  public var description: String {
    [state.0, state.1, state.2, state.3].map { String($0, radix: 16) }.joined(separator: " ")
  }

  /// The generator in a state that `description` gave; nil for other texts.
  public init?(_ description: String) {
    let words = description.split(separator: " ").compactMap { UInt64($0, radix: 16) }
    guard words.count == 4, words.contains(where: { $0 != 0 }) else { return nil }
    state = (words[0], words[1], words[2], words[3])
  }
}
