/// Appends little-endian fields and keeps count of what they are for: sizes in reports come from here and nowhere else.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []
  private(set) var tally = PartSizes()
  /// What the next bytes are for.
  var part: SizePart = .framing

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
    write(values.flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian, Array.init) })
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

  mutating func write(_ text: String) {
    write(variable: text.utf8.count)
    write(Array(text.utf8))
  }

  /// Everything written to `other`, with its purposes.
  mutating func append(_ other: ByteWriter) {
    bytes += other.bytes
    tally += other.tally
  }

  /// Writes with another purpose, then goes on as before.
  mutating func write(as part: SizePart, _ body: (inout ByteWriter) -> Void) {
    let outer = self.part
    self.part = part
    body(&self)
    self.part = outer
  }
}
