import Glibc

/// How tick values are written.
public enum TickFormat: Equatable, Sendable {
  /// Plain, with powers of ten where plain would be long.
  case number
  /// 0.25 as "25%".
  case percent
  /// Decimal multiples of a byte: "1.5 kB" is 1500 bytes.
  case bytes
  /// Decimal prefixes: "20k", "3µ".
  case si

  /// Labels in a common form: the same number of decimals, or each with a power of ten.
  public func labels(for values: [Double]) -> [String] {
    switch self {
    case .number: plain(values)
    case .percent: plain(values.map { $0 * 100 }).map { $0 + "%" }
    case .bytes: values.map { prefixed($0, letters: [0: " B", 3: " kB", 6: " MB", 9: " GB", 12: " TB"]) }
    case .si: values.map { prefixed($0, letters: Self.prefixes) }
    }
  }

  private static let prefixes = [
    -15: "f", -12: "p", -9: "n", -6: "µ", -3: "m", 0: "", 3: "k", 6: "M", 9: "G", 12: "T", 15: "P",
  ]

  private func plain(_ values: [Double]) -> [String] {
    let largest = values.map(abs).max() ?? 0
    let decimals = values.map { NumberText.decimals(of: $0) }.max() ?? 0
    if largest >= 1e7 || (largest > 0 && largest < 1e-4) || decimals > 7 {
      return values.map { NumberText.scientific($0) }
    }
    return values.map { NumberText.fixed($0, decimals: decimals) }
  }

  private func prefixed(_ value: Double, letters: [Int: String]) -> String {
    guard value != 0, value.isFinite else { return "0" + (letters[0] ?? "") }
    var exponent = Int(floor(log10(abs(value)) / 3 + 1e-9)) * 3
    exponent = min(max(exponent, letters.keys.min() ?? 0), letters.keys.max() ?? 0)
    let scaled = exponent < 0 ? value * pow(10, Double(-exponent)) : value / pow(10, Double(exponent))
    guard abs(scaled) < 1e6, abs(scaled) >= 1e-3 else { return NumberText.scientific(value) + (letters[0] ?? "") }
    return NumberText.shortest(scaled) + (letters[exponent] ?? "")
  }
}
