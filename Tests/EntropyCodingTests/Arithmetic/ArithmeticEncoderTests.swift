import EntropyCoding
import Testing

struct ArithmeticEncoderTests {
  private func bytes(_ decisions: [(bit: Int, ones: UInt64)]) -> [UInt8] {
    var encoder = ArithmeticEncoder()
    for decision in decisions { _ = encoder.code(decision.bit, ones: decision.ones) }
    return encoder.finished()
  }

  /// By hand: of the range 2^64 - 1 a half is (2^48 - 1) 2^15 = 2^63 - 2^15. A 1 takes what is
  /// below it, where 0 lies, a number of no bytes. A 0 takes the rest, from 2^63 - 2^15 on: 2^64 is
  /// just beyond, the first multiple of 2^56 is 2^63, one byte.
  @Test func oneDecisionByHand() {
    #expect(bytes([]) == [])
    #expect(bytes([(1, 32768)]) == [])
    #expect(bytes([(0, 32768)]) == [0x80])
  }

  @Test("What has no alternative takes nothing")
  func certainDecisionsAreFree() {
    let decisions: [(bit: Int, ones: UInt64)] = [(0, 32768), (1, 1000), (0, 40000)]
    var padded: [(bit: Int, ones: UInt64)] = []
    for decision in decisions { padded += [decision, (0, 0)] }
    #expect(bytes(padded) == bytes(decisions))
  }

  @Test("Bytes are what Shannon's formula asks for", arguments: [300, 6000, 32768, 60000, 65000])
  func bytesAreNearTheEntropy(ones: UInt64) {
    var generator = SeededGenerator(seed: ones)
    let bits = (0..<40_000).map { _ in
      UInt64.random(in: 0..<65536, using: &generator) < ones ? 1 : 0
    }
    let count = Double(bits.reduce(0, +))
    let entropy =
      count * binaryLogarithm(65536 / Double(ones))
      + (40_000 - count) * binaryLogarithm(65536 / Double(65536 - ones))
    let size = Double(8 * bytes(bits.map { ($0, ones) }).count)
    #expect(size > entropy - 8 && size < entropy * 1.0001 + 16)
  }

  /// Decisions that are all but certain, and come out otherwise, push carries through long runs of
  /// 255.
  @Test("Carries reach as far as they must", arguments: 0..<50)
  func carriesComeThrough(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let decisions = (0..<3000).map { index -> (bit: Int, ones: UInt64) in
      index % 100 == 99
        ? (Int.random(in: 0...1, using: &generator), 65535)
        : (0, UInt64.random(in: 1...2, using: &generator))
    }
    let bytes = bytes(decisions)
    try bytes.withUnsafeBufferPointer {
      var decoder = ArithmeticDecoder($0)
      #expect(decisions.map { decoder.code(0, ones: $0.ones) } == decisions.map(\.bit))
      try decoder.checkEnd()
    }
  }
}
