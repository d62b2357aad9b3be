/// A number of bytes, as people write it: 1 KB is 1000 bytes.
public struct ByteCount: Equatable, Sendable, CustomStringConvertible {
  public let bytes: Int

  public init(_ bytes: Int) { self.bytes = bytes }

  private static let units: [(letter: Character, size: Double)] = [
    ("T", 1e12), ("G", 1e9), ("M", 1e6), ("K", 1e3),
  ]

  /// "500M", "2.5G", "4096"; a unit may be followed by B. nil for all else, 0 and what is beyond
  /// all machines among it.
  public init?(_ word: String) {
    var digits = word.uppercased()
    if digits.last == "B" { digits.removeLast() }
    var size = 1.0
    if let unit = Self.units.first(where: { digits.last == $0.letter }) {
      size = unit.size
      digits.removeLast()
    }
    guard digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
      let number = Double(digits), (1...1e15).contains(number * size)
    else { return nil }
    bytes = Int(number * size)
  }

  /// "2.5 GB".
  public var description: String {
    guard let unit = unit else { return bytes == 1 ? "1 byte" : "\(bytes) bytes" }
    return "\(Self.tenths(Double(bytes) / unit.size)) \(unit.letter)B"
  }

  /// As it is read: "2.5G".
  public var word: String {
    guard let unit = unit else { return "\(bytes)" }
    return "\(Self.tenths(Double(bytes) / unit.size))\(unit.letter)"
  }

  private var unit: (letter: Character, size: Double)? {
    Self.units.first { Double(bytes) >= $0.size }
  }

  private static func tenths(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
