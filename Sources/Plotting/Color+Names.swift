extension Color {
  /// The palette of `Theme` by name, black and white.
  public static var names: [String] { named.map(\.name) }

  /// A colour of `names`, or "#RRGGBB"; nil for other words.
  public init?(_ word: String) {
    if let color = Self.named.first(where: { $0.name == word.lowercased() })?.color {
      self = color
    } else if word.utf8.count == 7, word.hasPrefix("#"), word.dropFirst().allSatisfy(\.isHexDigit),
      let hex = UInt32(word.dropFirst(), radix: 16)
    {
      self.init(hex)
    } else {
      return nil
    }
  }

  /// Okabe and Ito's colours for all kinds of sight.
  static var named: [(name: String, color: Color)] {
    [
      ("blue", Color(0x0072B2)), ("red", Color(0xD55E00)), ("green", Color(0x009E73)),
      ("purple", Color(0xCC79A7)),
      ("sky", Color(0x56B4E9)), ("orange", Color(0xE69F00)), ("grey", Color(0x4D4D4D)),
      ("yellow", Color(0xC8B900)),
      ("black", .black), ("white", .white),
    ]
  }
}
