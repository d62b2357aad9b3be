/// What can be wrong with symbols, codes and coded streams.
public enum EntropyCodingError: Error, Equatable, Sendable {
  /// A symbol lies outside the alphabet or the width of a fixed-length code.
  case symbolOutOfRange(symbol: Int, alphabetSize: Int)
  /// The code has no codeword for a symbol that is to be written.
  case symbolWithoutCodeword(symbol: Int)
  /// More symbols than codewords of the longest allowed length.
  case lengthLimitTooSmall(limit: Int, usedSymbols: Int)
  /// A codeword length above the format's 14 bits, or a fixed length above 16.
  case codewordTooLong(bits: Int)
  /// The lengths want more codewords than there are: the sum of 2^-length is over 1.
  case kraftSumExceeded
  /// The lengths leave bit patterns that stand for nothing: the sum of 2^-length is under 1.
  case kraftSumIncomplete
  /// A code table that is not written the way the format prescribes.
  case malformedTable(reason: TableFault)
  /// The bits ended before the symbols did.
  case streamTooShort(bytes: Int)
  /// The symbols ended before the bits did, or the padding is not zero.
  case streamTooLong(usedBits: Int, bytes: Int)
  /// Another number of streams than the symbol count calls for.
  case wrongStreamCount(expected: Int, found: Int)
  /// An arithmetic-coded stream does not end as its symbols would make it end.
  case wrongEnd

  /// How a code table breaks its rules.
  public enum TableFault: Equatable, Sendable {
    case symbolRangeTooLarge(symbols: Int)
    case lengthOutOfRange(Int)
    case zeroRunTooLong
    case rangeEndsUnused
  }
}

extension EntropyCodingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .symbolOutOfRange(let symbol, let size):
      "symbol \(symbol) is outside the alphabet of \(size) symbols"
    case .symbolWithoutCodeword(let symbol): "symbol \(symbol) has no codeword"
    case .lengthLimitTooSmall(let limit, let used):
      "\(used) symbols do not fit codewords of at most \(limit) bits"
    case .codewordTooLong(let bits): "a codeword of \(bits) bits is too long"
    case .kraftSumExceeded: "the code lengths are too short to be told apart (Kraft sum over 1)"
    case .kraftSumIncomplete: "the code lengths leave unused bit patterns (Kraft sum under 1)"
    case .malformedTable(let fault): "the code table is malformed: \(fault)"
    case .streamTooShort(let bytes): "the stream of \(bytes) bytes ends before its symbols do"
    case .streamTooLong(let used, let bytes):
      "the symbols end after \(used) bits of a stream of \(bytes) bytes"
    case .wrongStreamCount(let expected, let found):
      "\(found) streams where the symbol count calls for \(expected)"
    case .wrongEnd: "the stream does not end as what it says would make it end"
    }
  }
}

extension EntropyCodingError.TableFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .symbolRangeTooLarge(let symbols): "it reaches symbol \(symbols - 1), beyond the alphabet"
    case .lengthOutOfRange(let length): "a code length of \(length) bits"
    case .zeroRunTooLong: "a run of unused symbols passes the last used one"
    case .rangeEndsUnused: "its first or last symbol is unused"
    }
  }
}
