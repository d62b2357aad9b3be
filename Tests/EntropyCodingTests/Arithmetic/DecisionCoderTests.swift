import EntropyCoding
import Testing

/// A writer, a reader and a meter are told the same, and give the same.
struct DecisionCoderTests {
  private func drive(
    _ coder: inout some DecisionCoder, _ decisions: [(bit: Int, ones: UInt64)]
  ) -> [Int] {
    decisions.map { coder.code($0.bit, ones: $0.ones) }
  }

  @Test("The decision comes back from every coder", arguments: 0..<20)
  func allAgree(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let decisions = (0..<2000).map { _ in
      let ones = UInt64.random(in: 0..<65536, using: &generator)
      let bit = UInt64.random(in: 0..<65536, using: &generator) < ones ? 1 : 0
      return (bit: bit, ones: ones)
    }
    let bits = decisions.map(\.bit)
    var encoder = ArithmeticEncoder()
    #expect(drive(&encoder, decisions) == bits)
    try encoder.finished().withUnsafeBufferPointer { bytes in
      var decoder = ArithmeticDecoder(bytes)
      #expect(drive(&decoder, decisions.map { (0, $0.ones) }) == bits)
      try decoder.checkEnd()
    }
    try CostMeter.costs().withUnsafeBufferPointer { costs in
      var meter = CostMeter(try #require(costs.baseAddress))
      #expect(drive(&meter, decisions) == bits)
    }
  }
}
