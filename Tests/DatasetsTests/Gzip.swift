/// `content` as a gzip file (RFC 1952) of one stored block: at most 65 535 bytes, nothing
/// compressed. Written from the RFC, not with the library that reads it.
func gzipped(_ content: [UInt8]) -> [UInt8] {
  let header: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]
  let length = UInt16(content.count)
  let block: [UInt8] = [1] + littleEndian(UInt64(length), 2) + littleEndian(UInt64(~length), 2)
  return header + block + content + littleEndian(UInt64(crc32(content)), 4)
    + littleEndian(UInt64(content.count), 4)
}

private func littleEndian(_ value: UInt64, _ bytes: Int) -> [UInt8] {
  (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
}

private func crc32(_ content: [UInt8]) -> UInt32 {
  ~content.reduce(UInt32.max) { crc, byte in
    (0..<8).reduce(crc ^ UInt32(byte)) { value, _ in
      value & 1 == 1 ? 0xedb8_8320 ^ value >> 1 : value >> 1
    }
  }
}

/// An IDX file of unsigned bytes.
func idx(_ shape: [Int], _ elements: [UInt8]) -> [UInt8] {
  [0, 0, 8, UInt8(shape.count)]
    + shape.flatMap { extent in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: extent >> $0) } }
    + elements
}
