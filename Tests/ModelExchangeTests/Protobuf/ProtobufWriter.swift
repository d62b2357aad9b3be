/// Writes protobuf's wire format: the other side of the reader, for files made in tests.
struct ProtobufWriter {
  private(set) var bytes: [UInt8] = []

  static func message(_ build: (inout ProtobufWriter) -> Void) -> [UInt8] {
    var writer = ProtobufWriter()
    build(&writer)
    return writer.bytes
  }

  static func variable(_ value: UInt64) -> [UInt8] {
    var (rest, bytes) = (value, [UInt8]())
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  mutating func integer(_ field: Int, _ value: Int) {
    bytes += Self.variable(UInt64(field) << 3) + Self.variable(UInt64(bitPattern: Int64(value)))
  }

  mutating func bytes(_ field: Int, _ content: [UInt8]) {
    bytes += Self.variable(UInt64(field) << 3 | 2) + Self.variable(UInt64(content.count)) + content
  }

  mutating func text(_ field: Int, _ text: String) { bytes(field, Array(text.utf8)) }

  mutating func float(_ field: Int, _ value: Float) {
    bytes += Self.variable(UInt64(field) << 3 | 5) + littleEndian(value.bitPattern)
  }

  mutating func packed(_ field: Int, floats: [Float]) { bytes(field, floats.flatMap { littleEndian($0.bitPattern) }) }

  mutating func packed(_ field: Int, integers: [Int]) {
    bytes(field, integers.flatMap { Self.variable(UInt64(bitPattern: Int64($0))) })
  }

  mutating func message(_ field: Int, _ build: (inout ProtobufWriter) -> Void) { bytes(field, Self.message(build)) }
}

func littleEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
  withUnsafeBytes(of: number.littleEndian, Array.init)
}
