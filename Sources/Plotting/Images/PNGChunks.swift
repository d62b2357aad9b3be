/// Inserts chunks behind the header of a PNG file: texts (PNG specification 11.3.4), tEXt where
/// Latin-1 can say it, iTXt (UTF-8, not compressed) elsewhere, empty ones left out; and pHYs
/// (11.3.5.3), pixels a metre.
func insertChunks(
  _ texts: [(keyword: String, text: String)], pixelsPerPoint: Double, into png: [UInt8]
) -> [UInt8] {
  // Signature 8, IHDR: length 4, type 4, data 13, CRC 4.
  let headerEnd = 33
  guard png.count >= headerEnd else { return png }
  let chunks = texts.filter { !$0.text.isEmpty }.flatMap { textChunk($0.keyword, $0.text) }
  let density = bigEndian(UInt32((pixelsPerPoint * 72 / 0.0254).rounded()))
  let size = chunk("pHYs", density + density + [1])
  return Array(png[..<headerEnd]) + chunks + size + Array(png[headerEnd...])
}

private func textChunk(_ keyword: String, _ text: String) -> [UInt8] {
  let clean = text.unicodeScalars.map { $0.value < 32 ? " " : $0 }
  if clean.allSatisfy({ $0.value < 256 }) {
    return chunk(
      "tEXt", Array(keyword.utf8) + [0] + clean.map { UInt8(truncatingIfNeeded: $0.value) })
  }
  var utf8 = String.UnicodeScalarView()
  utf8.append(contentsOf: clean)
  return chunk("iTXt", Array(keyword.utf8) + [0, 0, 0, 0, 0] + Array(String(utf8).utf8))
}

/// Length, type, data, CRC of type and data; numbers big-endian.
private func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
  let body = Array(type.utf8) + data
  return bigEndian(UInt32(data.count)) + body + bigEndian(crc32(body))
}

private func bigEndian(_ value: UInt32) -> [UInt8] {
  [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
}

/// CRC-32 of PNG and zlib (reflected polynomial 0xEDB88320), bit by bit: text chunks are short.
func crc32(_ bytes: [UInt8]) -> UInt32 {
  ~bytes.reduce(UInt32.max) { crc, byte in
    (0..<8).reduce(crc ^ UInt32(byte)) { value, _ in
      value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1
    }
  }
}
