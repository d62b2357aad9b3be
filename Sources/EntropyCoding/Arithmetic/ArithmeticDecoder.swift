import CKernels

/// Reads what `ArithmeticEncoder` wrote. Behind the last byte it reads zeros, which `checkEnd`
/// judges: it never reads memory that is not the stream's.
package struct ArithmeticDecoder: DecisionCoder {
  /// The number minus low; below the range as long as the stream is sound.
  private(set) var offset: UInt64 = 0
  private(set) var range = UInt64.max
  private let bytes: UnsafeBufferPointer<UInt8>
  /// Where the next four bytes are.
  private(set) var position = 8

  /// The bytes must outlive the decoder.
  package init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    offset = UInt64(word(at: 0)) << 32 | UInt64(word(at: 4))
  }

  /// Where a kernel has left off.
  init(_ bytes: UnsafeBufferPointer<UInt8>, continuing stream: dcs_rank_stream) {
    self.bytes = bytes
    (offset, range, position) = (stream.offset, stream.range, stream.position)
  }

  @inline(__always) package mutating func code(_ bit: Int, ones: UInt64) -> Int {
    let part = (range >> 16) &* ones
    let isOne = offset < part
    range = isOne ? part : range &- part
    offset = isOne ? offset : offset &- part
    if range < 1 << 32 {
      range <<= 32
      offset = offset << 32 | UInt64(word(at: position))
      position += 4
    }
    return isOne ? 1 : 0
  }

  /// Four bytes, the first the most significant; zeros behind the end.
  private func word(at place: Int) -> UInt32 {
    (place..<place + 4).reduce(0) { $0 << 8 | UInt32($1 < bytes.count ? bytes[$1] : 0) }
  }

  /// After the last decision: the stream is exactly what the encoder writes for these decisions.
  /// Throws `streamTooShort`, `streamTooLong` or `wrongEnd`.
  package func checkEnd() throws(EntropyCodingError) {
    let number = UInt64(word(at: position - 8)) << 32 | UInt64(word(at: position - 4))
    let end = ArithmeticEnd(low: number &- offset, range: range)
    let expected = position - 8 + end.byteCount
    if bytes.count < expected { throw .streamTooShort(bytes: bytes.count) }
    if bytes.count > expected {
      throw .streamTooLong(usedBits: 8 * expected, bytes: bytes.count)
    }
    guard end.number == number else { throw .wrongEnd }
  }
}
