/// Bytes that travel between ranks, written and read in one order: little-endian numbers, texts and
/// blobs with their lengths before them.
public struct MessageWriter: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  public mutating func write(_ number: Int) {
    withUnsafeBytes(of: Int64(number).littleEndian) { bytes += $0 }
  }

  public mutating func write(_ number: Double) { write(Int(bitPattern: UInt(number.bitPattern))) }

  public mutating func write(_ blob: [UInt8]) {
    write(blob.count)
    bytes += blob
  }

  public mutating func write(_ text: String) { write(Array(text.utf8)) }
}

/// Reads what a `MessageWriter` wrote; nil where the bytes end early, which only another version of
/// dcs at the other end can bring about.
public struct MessageReader: Sendable {
  private let bytes: [UInt8]
  private var place = 0

  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  public mutating func integer() -> Int? {
    guard bytes.count - place >= 8 else { return nil }
    var number: UInt64 = 0
    for offset in 0..<8 { number |= UInt64(bytes[place + offset]) << (8 * UInt64(offset)) }
    place += 8
    return Int(Int64(bitPattern: number))
  }

  public mutating func double() -> Double? {
    integer().map { Double(bitPattern: UInt64(UInt(bitPattern: $0))) }
  }

  public mutating func blob() -> [UInt8]? {
    guard let count = integer(), (0...bytes.count - place).contains(count) else { return nil }
    defer { place += count }
    return Array(bytes[place..<place + count])
  }

  public mutating func text() -> String? { blob().map { String(decoding: $0, as: UTF8.self) } }
}
