/// The fields of one message in protobuf's wire format (protobuf.dev/programming-guides/encoding),
/// in order.
///
/// Our own, in a page: swift-protobuf would do, but costs half a minute of building in debug and a
/// minute in release, and its generated types hold every message of a file in memory at once. Here
/// a field is a slice of the file until somebody wants to know what is in it. Messages are taken
/// apart only as deep as a format's known fields go, so no file can make the reader recurse.
package struct ProtobufReader {
  package struct Field {
    package let number: Int
    package let value: Value
    /// From the start of the file.
    package let offset: Int
  }

  package enum Value: Equatable {
    case variable(UInt64)
    case fixed64(UInt64)
    case bytes(ArraySlice<UInt8>)
    case fixed32(UInt32)
  }

  private var rest: ArraySlice<UInt8>

  package init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// Of the next field, from the start of the file.
  package var position: Int { rest.startIndex }

  /// nil at the end of the message.
  package mutating func next() throws(ModelExchangeError) -> Field? {
    guard !rest.isEmpty else { return nil }
    let offset = rest.startIndex
    let key = try variable()
    let number = Int(truncatingIfNeeded: key >> 3)
    guard (1...(1 << 29) - 1).contains(number) else {
      throw malformed("a field has the number \(key >> 3)", offset)
    }
    switch key & 7 {
    case 0: return Field(number: number, value: .variable(try variable()), offset: offset)
    case 1: return Field(number: number, value: .fixed64(try fixed()), offset: offset)
    case 2:
      let length = try variable()
      guard length <= UInt64(rest.count) else {
        throw malformed("a field needs \(length) bytes, but \(rest.count) are left", offset)
      }
      let bytes = rest.prefix(Int(length))
      rest = rest.dropFirst(Int(length))
      return Field(number: number, value: .bytes(bytes), offset: offset)
    case 5: return Field(number: number, value: .fixed32(try fixed()), offset: offset)
    case let type: throw malformed("a field has the wire type \(type)", offset)
    }
  }

  /// LEB128, at most ten bytes.
  private mutating func variable() throws(ModelExchangeError) -> UInt64 {
    let start = rest.startIndex
    var value: UInt64 = 0
    for shift in stride(from: 0, to: 70, by: 7) {
      guard let byte = rest.popFirst() else { throw malformed("a number ends early", start) }
      value |= UInt64(byte & 0x7F) << UInt64(shift)
      guard byte & 0x80 != 0 else { return value }
    }
    throw malformed("a number is longer than ten bytes", start)
  }

  private mutating func fixed<Number: FixedWidthInteger & BitwiseCopyable>()
    throws(ModelExchangeError) -> Number
  {
    let size = MemoryLayout<Number>.size
    guard rest.count >= size else { throw malformed("a number ends early", rest.startIndex) }
    let number = rest.withUnsafeBytes { $0.loadUnaligned(as: Number.self) }
    rest = rest.dropFirst(size)
    return Number(littleEndian: number)
  }

  private func malformed(_ reason: String, _ offset: Int) -> ModelExchangeError {
    .malformedMessage(reason: reason, offset: offset)
  }
}

extension ProtobufReader.Field {
  /// Of a nested message or of raw bytes.
  package func bytes() throws(ModelExchangeError) -> ArraySlice<UInt8> {
    guard case .bytes(let bytes) = value else { throw wrongType("bytes") }
    return bytes
  }

  package func text() throws(ModelExchangeError) -> String {
    guard let text = String(validating: try bytes(), as: UTF8.self) else { throw wrongType("text") }
    return text
  }

  /// A whole number; negative ones take ten bytes on the wire.
  package func integer() throws(ModelExchangeError) -> Int {
    guard case .variable(let value) = value else { throw wrongType("a whole number") }
    return Int(truncatingIfNeeded: value)
  }

  func float() throws(ModelExchangeError) -> Float {
    guard case .fixed32(let bits) = value else { throw wrongType("a number") }
    return Float(bitPattern: bits)
  }

  /// Adds one number, or a packed run of them.
  package func addFloats(to floats: inout [Float]) throws(ModelExchangeError) {
    guard case .bytes(let packed) = value else { return floats.append(try float()) }
    guard packed.count % 4 == 0 else { throw wrongType("numbers of four bytes each") }
    if floats.isEmpty {
      floats = LittleEndian.floats(packed)
    } else {
      floats += LittleEndian.floats(packed)
    }
  }

  func addDoubles(to doubles: inout [Double]) throws(ModelExchangeError) {
    switch value {
    case .fixed64(let bits): doubles.append(Double(bitPattern: bits))
    case .bytes(let packed) where packed.count % 8 == 0:
      doubles += LittleEndian.numbers(packed, UInt64.self).map { Double(bitPattern: $0) }
    default: throw wrongType("numbers of eight bytes each")
    }
  }

  package func addIntegers(to integers: inout [Int]) throws(ModelExchangeError) {
    guard case .bytes(let packed) = value else { return integers.append(try integer()) }
    var reader = ProtobufReader(packed)
    while let number = try reader.nextPacked() { integers.append(Int(truncatingIfNeeded: number)) }
  }

  private func wrongType(_ expected: String) -> ModelExchangeError {
    .malformedMessage(reason: "field \(number) should hold \(expected)", offset: offset)
  }
}

extension ProtobufReader {
  fileprivate mutating func nextPacked() throws(ModelExchangeError) -> UInt64? {
    rest.isEmpty ? nil : try variable()
  }
}
