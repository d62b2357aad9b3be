/// How often each symbol 0..<counts.count occurs.
public struct SymbolHistogram: Sendable, Equatable {
  public private(set) var counts: [Int]

  public init(counts: [Int]) { self.counts = counts }

  /// Throws `symbolOutOfRange` for a symbol outside 0..<alphabetSize.
  public init(counting symbols: [UInt16], alphabetSize: Int) throws(EntropyCodingError) {
    var counts = [Int](repeating: 0, count: 1 << 16)
    symbols.withUnsafeBufferPointer { symbols in
      counts.withUnsafeMutableBufferPointer { counts in
        for symbol in symbols { counts[Int(symbol)] += 1 }
      }
    }
    if let stray = counts.indices.dropFirst(alphabetSize).first(where: { counts[$0] > 0 }) {
      throw .symbolOutOfRange(symbol: stray, alphabetSize: alphabetSize)
    }
    self.counts = Array(counts.prefix(alphabetSize))
  }

  /// Occurrences of all symbols together.
  public var total: Int { counts.reduce(0, +) }
  /// Symbols that occur, ascending.
  public var usedSymbols: [Int] { counts.indices.filter { counts[$0] > 0 } }

  /// Adds `count` occurrences of `symbol`, growing the alphabet when it must.
  public mutating func add(_ count: Int, of symbol: Int) {
    if symbol >= counts.count { counts += [Int](repeating: 0, count: symbol + 1 - counts.count) }
    counts[symbol] += count
  }

  /// Shannon entropy in bits a symbol, H = -sum p log2 p: no code that treats symbols one by one
  /// needs fewer. 0 for an empty histogram.
  public var entropy: Double {
    let total = Double(self.total)
    return counts.reduce(0) { entropy, count in
      count == 0
        ? entropy : entropy + Double(count) / total * binaryLogarithm(total / Double(count))
    }
  }
}

/// log2 of a positive finite number, the same to the last bit on every machine (libm's differ).
///
/// x = 2^e m with m in [2/3, 4/3): log2 x = e + 2 atanh(s) / ln 2, s = (m - 1) / (m + 1), |s| <=
/// 1/5, so that twelve terms of the series s + s^3/3 + s^5/5 ... leave an error below 1e-17.
package func binaryLogarithm(_ x: Double) -> Double {
  var exponent = Double(x.exponent)
  var mantissa = x.significand
  if mantissa >= 4.0 / 3.0 { (mantissa, exponent) = (mantissa / 2, exponent + 1) }
  let s = (mantissa - 1) / (mantissa + 1)
  var series = 0.0
  for term in stride(from: 23, through: 1, by: -2) { series = series * s * s + 1 / Double(term) }
  return exponent + 2 * s * series * 1.442695040888963407
}
