/// Small files that are kept from one run to the next, by name. What they hold can be made again:
/// a store may forget everything, and nothing that goes wrong with it is an error.
public struct FileStore: Sendable {
  public let read: @Sendable (_ name: String) -> [UInt8]?
  /// At once or not at all.
  public let write: @Sendable (_ name: String, _ bytes: [UInt8]) -> Void

  public init(
    read: @escaping @Sendable (String) -> [UInt8]?,
    write: @escaping @Sendable (String, [UInt8]) -> Void
  ) {
    (self.read, self.write) = (read, write)
  }

  /// Keeps nothing.
  public static let none = FileStore(read: { _ in nil }, write: { _, _ in })
}

/// FNV-1a in 64 bits: names of files, and whether their content is whole.
package struct Fingerprint {
  package private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  package init(_ parts: some Sequence<UInt8>) {
    for byte in parts { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }

  package init(_ text: String) { self.init(text.utf8) }

  package var hexadecimal: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  package var bytes: [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
}
