import Networks

/// Reads fields of a part of a file. Every method checks the bounds first and says where it failed.
/// Counts what the bytes that were read are for, as `ByteWriter` does when it writes them.
package struct ByteReader {
  private let bytes: ArraySlice<UInt8>
  private(set) var position: Int
  var place: ContainerError.Place
  private(set) var tally = PartSizes()
  /// What the next bytes are for.
  var part: SizePart = .framing

  init(_ bytes: ArraySlice<UInt8>, chunk: String? = nil) {
    self.bytes = bytes
    position = bytes.startIndex
    place = ContainerError.Place(chunk: chunk)
  }

  var remaining: Int { bytes.endIndex - position }

  /// The fault here.
  func error(_ fault: ContainerFault) -> ContainerError { error(fault, offset: position) }

  func error(_ fault: ContainerFault, offset: Int) -> ContainerError {
    var place = place
    place.offset = offset
    return ContainerError(fault, at: place)
  }

  mutating func take(_ count: Int) throws(ContainerError) -> ArraySlice<UInt8> {
    guard count <= remaining else { throw error(.truncated(needed: count, available: remaining)) }
    defer {
      position += count
      tally[part] += count
    }
    return bytes[position..<position + count]
  }

  /// Reads with another purpose, then goes on as before.
  mutating func read<Value>(
    as part: SizePart, _ body: (inout ByteReader) throws(ContainerError) -> Value
  ) throws(ContainerError) -> Value {
    let outer = self.part
    self.part = part
    defer { self.part = outer }
    return try body(&self)
  }

  /// What is left, without taking it.
  var rest: ArraySlice<UInt8> { bytes[position...] }

  mutating func byte() throws(ContainerError) -> UInt8 {
    let taken = try take(1)
    return taken[taken.startIndex]
  }

  mutating func fixed<Value: FixedWidthInteger & UnsignedInteger>(
    _ type: Value.Type = Value.self
  ) throws(ContainerError) -> Value {
    try take(Value.bitWidth / 8).reversed().reduce(0) { $0 << 8 | Value($1) }
  }

  mutating func float() throws(ContainerError) -> Float {
    Float(bitPattern: try fixed(UInt32.self))
  }

  mutating func floats(_ count: Int) throws(ContainerError) -> [Float] {
    let (size, overflows) = count.multipliedReportingOverflow(by: 4)
    guard !overflows else { throw error(.truncated(needed: .max, available: remaining)) }
    let taken = try take(size)
    return taken.withUnsafeBytes { raw in
      [Float](unsafeUninitializedCapacity: count) { target, filled in
        for place in 0..<count {
          let bits = raw.loadUnaligned(fromByteOffset: 4 * place, as: UInt32.self)
          target[place] = Float(bitPattern: UInt32(littleEndian: bits))
        }
        filled = count
      }
    }
  }

  /// A LEB128 number in its shortest form, at most `limit`.
  mutating func variable(limit: UInt64 = ContainerLimits.maximumNumber) throws(ContainerError)
    -> Int
  {
    let start = position
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), through: 56, by: 7) {
      let byte = try byte()
      value |= UInt64(byte & 0x7F) << shift
      guard byte < 0x80 else { continue }
      guard byte > 0 || shift == 0 else { throw error(.overlongNumber, offset: start) }
      guard value <= limit else { throw error(.numberTooLarge(value, limit: limit), offset: start) }
      return Int(value)
    }
    throw error(.overlongNumber, offset: start)
  }

  /// As `ByteWriter.write(signed:)` wrote it, its size at most `limit`.
  mutating func signed(limit: UInt64 = ContainerLimits.maximumNumber) throws(ContainerError) -> Int
  {
    let zigzag = try variable(limit: limit * 2)
    return zigzag & 1 == 0 ? zigzag / 2 : -(zigzag / 2) - 1
  }

  /// A count of things of which each takes at least `size` bytes here: more than the rest can hold
  /// is refused.
  mutating func count(of field: String, each size: Int = 1) throws(ContainerError) -> Int {
    let start = position
    let count = try variable()
    guard count <= remaining / size else {
      throw error(
        .wrongCount(field: field, expected: remaining / size, found: count), offset: start)
    }
    return count
  }

  mutating func text() throws(ContainerError) -> String {
    let start = position
    let bytes = try take(try variable())
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw error(.malformedText, offset: start)
    }
    return text
  }

  /// Extents from 1 on whose product is at most 2^31 - 1.
  mutating func shape() throws(ContainerError) -> [Int] {
    let start = position
    let rank = try variable(limit: UInt64(ContainerLimits.maximumRank))
    var shape: [Int] = []
    var product = 1
    for _ in 0..<rank {
      shape.append(try variable())
      guard let extent = shape.last, extent > 0 else {
        throw error(.emptyShape(shape), offset: start)
      }
      // Both factors are below 2^31.
      product *= extent
      guard product <= Int(ContainerLimits.maximumNumber) else {
        throw error(
          .numberTooLarge(UInt64(product), limit: ContainerLimits.maximumNumber), offset: start)
      }
    }
    return shape
  }

  func checkEnd() throws(ContainerError) {
    guard remaining == 0 else { throw error(.unreadBytes(count: remaining)) }
  }
}
