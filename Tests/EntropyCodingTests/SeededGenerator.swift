/// SplitMix64: the same numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Symbols with P(s) ~ ratio^s below `alphabet`.
  mutating func geometric(count: Int, ratio: Double, alphabet: Int) -> [UInt16] {
    (0..<count).map { _ in
      var symbol = 0
      while symbol < alphabet - 1, Double.random(in: 0..<1, using: &self) < ratio { symbol += 1 }
      return UInt16(symbol)
    }
  }
}
