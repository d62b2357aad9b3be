/// Packs bits into bytes, the first bit into the least significant place (as DEFLATE does).
public struct BitWriter: Sendable {
  private var complete: [UInt8] = []
  private var pending: UInt64 = 0
  private var pendingBits = 0

  public init() {}

  /// Bits written so far.
  public var bitCount: Int { complete.count * 8 + pendingBits }

  /// Writes the low `bits` bits of `value`, least significant first. Precondition: 0...32 bits and
  /// nothing above them.
  public mutating func write(_ value: UInt32, bits: Int) {
    precondition(bits >= 0 && bits <= 32 && UInt64(value) >> UInt64(bits) == 0)
    pending |= UInt64(value) << UInt64(pendingBits)
    pendingBits += bits
    while pendingBits >= 8 {
      complete.append(UInt8(truncatingIfNeeded: pending))
      pending >>= 8
      pendingBits -= 8
    }
  }

  /// Elias gamma code of a value from 1 on: floor(log2 value) zeros, a one, then the bits below the
  /// leading one.
  public mutating func writeGamma(_ value: Int) {
    precondition(value >= 1 && value <= Int(UInt32.max))
    let extraBits = Int.bitWidth - 1 - value.leadingZeroBitCount
    write(0, bits: extraBits)
    write(1, bits: 1)
    write(UInt32(value - (1 << extraBits)), bits: extraBits)
  }

  /// Everything written, the last byte filled up with zeros.
  public func bytes() -> [UInt8] {
    pendingBits == 0 ? complete : complete + [UInt8(truncatingIfNeeded: pending)]
  }
}
