/// Writes protobuf's wire format: the other side of the reader.
package struct ProtobufWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package static func message(_ build: (inout ProtobufWriter) -> Void) -> [UInt8] {
    var writer = ProtobufWriter()
    build(&writer)
    return writer.bytes
  }

  /// LEB128.
  package static func variable(_ value: UInt64) -> [UInt8] {
    var (rest, bytes) = (value, [UInt8]())
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  package mutating func integer(_ field: Int, _ value: Int) {
    bytes += Self.variable(UInt64(field) << 3) + Self.variable(UInt64(bitPattern: Int64(value)))
  }

  package mutating func bytes(_ field: Int, _ content: [UInt8]) {
    bytes += Self.variable(UInt64(field) << 3 | 2)
    bytes += Self.variable(UInt64(content.count))
    bytes += content
  }

  /// Fields that are written already.
  package mutating func copy(_ fields: ArraySlice<UInt8>) { bytes += fields }

  package mutating func reserve(_ count: Int) { bytes.reserveCapacity(bytes.count + count) }

  /// All fields of another writer.
  package mutating func append(_ fields: ProtobufWriter) { bytes += fields.bytes }

  package mutating func text(_ field: Int, _ text: String) { bytes(field, Array(text.utf8)) }

  package mutating func float(_ field: Int, _ value: Float) {
    bytes += Self.variable(UInt64(field) << 3 | 5) + LittleEndian.bytes([value.bitPattern])
  }

  package mutating func packed(_ field: Int, floats: [Float]) {
    bytes(field, LittleEndian.bytes(floats))
  }

  package mutating func packed(_ field: Int, integers: [Int]) {
    bytes(field, integers.flatMap { Self.variable(UInt64(bitPattern: Int64($0))) })
  }

  package mutating func message(_ field: Int, _ build: (inout ProtobufWriter) -> Void) {
    bytes(field, Self.message(build))
  }
}
