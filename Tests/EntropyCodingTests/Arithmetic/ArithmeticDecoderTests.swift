import EntropyCoding
import Testing

struct ArithmeticDecoderTests {
  private let probabilities: [UInt64] = (0..<200).map { ($0 * 7919 + 1) % 65535 + 1 }

  private func decoded(_ bytes: [UInt8]) -> (bits: [Int], fault: EntropyCodingError?) {
    bytes.withUnsafeBufferPointer {
      var decoder = ArithmeticDecoder($0)
      let bits = probabilities.map { decoder.code(0, ones: $0) }
      do throws(EntropyCodingError) {
        try decoder.checkEnd()
        return (bits, nil)
      } catch { return (bits, error) }
    }
  }

  private func encoded(_ bits: [Int]) -> [UInt8] {
    var encoder = ArithmeticEncoder()
    for (bit, ones) in zip(bits, probabilities) { _ = encoder.code(bit, ones: ones) }
    return encoder.finished()
  }

  /// The law that makes every byte count.
  @Test("A stream that is accepted is the one that its decisions give", arguments: 0..<300)
  func acceptedStreamsAreCanonical(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let count = Int.random(in: 0...40, using: &generator)
    let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let (bits, fault) = decoded(bytes)
    if fault == nil { #expect(encoded(bits) == bytes) } else { #expect(encoded(bits) != bytes) }
  }

  @Test("Bytes too many, or far too few, are refused", arguments: 0..<50)
  func wrongLengthsAreRefused(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let bits = probabilities.map { UInt64.random(in: 0..<65536, using: &generator) < $0 ? 1 : 0 }
    let bytes = encoded(bits)
    #expect(decoded(bytes).fault == nil && decoded(bytes).bits == bits)
    for extra in 1...9 {
      let fault = decoded(bytes + [UInt8](repeating: 0, count: extra)).fault
      #expect(
        fault == .streamTooLong(usedBits: 8 * bytes.count, bytes: bytes.count + extra))
    }
    // Every byte string is the number of some decisions, so one byte may be missed unseen; an end
    // mark behind the decisions sees that.
    #expect(decoded([]).fault != nil)
  }
}
