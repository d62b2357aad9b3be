/// Appends little-endian fields and keeps count of what they are for: sizes in reports come from
/// here and nowhere else.
package struct ByteWriter {
  private(set) var bytes: [UInt8] = []
  private(set) var tally = PartSizes()
  /// What the next bytes are for.
  var part: SizePart = .framing

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  mutating func write(_ more: some Collection<UInt8>) {
    bytes += more
    tally[part] += more.count
  }

  mutating func write(_ byte: UInt8) { write(CollectionOfOne(byte)) }

  mutating func write(fixed value: some FixedWidthInteger) {
    write(withUnsafeBytes(of: value.littleEndian, Array.init))
  }

  mutating func write(_ value: Float) { write(fixed: value.bitPattern) }

  mutating func write(_ values: [Float]) {
    #if _endian(big)
      for value in values { write(value) }
    #else
      values.withUnsafeBytes { write($0) }
    #endif
  }

  /// LEB128: seven bits a byte, least significant first, the top bit set on all bytes but the last.
  mutating func write(variable value: Int) {
    var rest = UInt64(value)
    while rest >= 0x80 {
      write(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    write(UInt8(rest))
  }

  /// Zigzag: 0, -1, 1, -2 ... become 0, 1, 2, 3 ...
  mutating func write(signed value: Int) {
    write(variable: value < 0 ? -2 * value - 1 : 2 * value)
  }

  mutating func write(_ text: String) {
    write(variable: text.utf8.count)
    write(Array(text.utf8))
  }

  /// Writes over a field that was written before.
  mutating func replace(fixed value: some FixedWidthInteger, at place: Int) {
    withUnsafeBytes(of: value.littleEndian) {
      bytes.replaceSubrange(place..<place + $0.count, with: $0)
    }
  }

  /// Writes with another purpose, then goes on as before.
  mutating func write(as part: SizePart, _ body: (inout ByteWriter) -> Void) {
    let outer = self.part
    self.part = part
    body(&self)
    self.part = outer
  }
}
