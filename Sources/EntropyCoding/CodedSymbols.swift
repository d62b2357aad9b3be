/// A sequence of symbols in coded form: its code and its streams.
///
/// A long sequence is cut into four streams of equal symbol counts, which a processor decodes side
/// by side; a short one is not worth the three extra lengths and paddings. The count alone decides,
/// so that equal input gives equal bytes.
public struct CodedSymbols: Sendable, Equatable {
  public let code: SymbolCode
  /// Symbols in all streams together.
  public let count: Int
  public let streams: [[UInt8]]

  /// From this many symbols on there are four streams.
  public static let interleavingThreshold = 1 << 16

  public static func streamCount(forSymbols count: Int) -> Int {
    count < interleavingThreshold ? 1 : 4
  }

  /// Stream k of s holds the symbols from count * k / s up to count * (k + 1) / s.
  static func symbolRanges(count: Int) -> [Range<Int>] {
    let streams = streamCount(forSymbols: count)
    return (0..<streams).map { count * $0 / streams..<count * ($0 + 1) / streams }
  }

  /// Throws `symbolWithoutCodeword` or `symbolOutOfRange` when the code does not know a symbol.
  public init(encoding symbols: [UInt16], with code: SymbolCode) throws(EntropyCodingError) {
    var streams: [[UInt8]] = []
    for range in Self.symbolRanges(count: symbols.count) {
      streams.append(try code.encode(symbols[range]))
    }
    (self.code, self.count, self.streams) = (code, symbols.count, streams)
  }

  /// Streams that were read from somewhere. Throws `wrongStreamCount`; `decoded` finds what is
  /// wrong inside.
  public init(code: SymbolCode, count: Int, streams: [[UInt8]]) throws(EntropyCodingError) {
    let expected = Self.streamCount(forSymbols: count)
    guard streams.count == expected else {
      throw .wrongStreamCount(expected: expected, found: streams.count)
    }
    (self.code, self.count, self.streams) = (code, count, streams)
  }

  /// The symbols, or the first thing wrong with the streams.
  public func decoded() throws(EntropyCodingError) -> [UInt16] {
    try code.decode(streams, counts: Self.symbolRanges(count: count).map(\.count))
  }
}
