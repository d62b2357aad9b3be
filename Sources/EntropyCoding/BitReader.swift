/// Reads what `BitWriter` wrote. Never reads past its bytes: it throws `streamTooShort` instead.
public struct BitReader: Sendable {
  private let bytes: ArraySlice<UInt8>
  /// Bits read so far.
  public private(set) var bitPosition = 0

  public init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  public init(_ bytes: [UInt8]) { self.init(bytes[...]) }

  public var remainingBits: Int { bytes.count * 8 - bitPosition }
  /// Bytes that have been touched.
  public var bytesUsed: Int { (bitPosition + 7) / 8 }

  /// The next `bits` bits, the first read in the least significant place. Precondition: 0...32.
  public mutating func read(bits: Int) throws(EntropyCodingError) -> UInt32 {
    precondition(bits >= 0 && bits <= 32)
    guard bits <= remainingBits else { throw .streamTooShort(bytes: bytes.count) }
    var value: UInt64 = 0
    var filled = 0
    while filled < bits {
      let byte = UInt64(bytes[bytes.startIndex + (bitPosition >> 3)] >> UInt8(bitPosition & 7))
      let taken = min(8 - (bitPosition & 7), bits - filled)
      value |= (byte & ((1 << UInt64(taken)) - 1)) << UInt64(filled)
      filled += taken
      bitPosition += taken
    }
    return UInt32(value)
  }

  /// An Elias gamma code; throws `symbolOutOfRange` for values of more than 32 bits, which no table
  /// needs.
  public mutating func readGamma() throws(EntropyCodingError) -> Int {
    var extraBits = 0
    while try read(bits: 1) == 0 {
      extraBits += 1
      guard extraBits < 32 else { throw .symbolOutOfRange(symbol: Int.max, alphabetSize: 1 << 16) }
    }
    return 1 << extraBits | Int(try read(bits: extraBits))
  }

  /// Skips to the next byte border. Throws `streamTooLong` when a skipped bit is not zero.
  public mutating func alignToByte() throws(EntropyCodingError) {
    let used = bitPosition
    guard try read(bits: bytesUsed * 8 - used) == 0 else {
      throw .streamTooLong(usedBits: used, bytes: bytes.count)
    }
  }
}
