import Glibc

/// How tick values are written.
public enum TickFormat: Equatable, Sendable {
  /// Plain, with powers of ten where plain would be long.
  case number
  /// 0.25 as "25%".
  case percent
  /// Decimal multiples of a byte: "1.5 KB" is 1500 bytes.
  case bytes
  /// Decimal prefixes: "20k", "3µ".
  case si

  /// Labels in a common form: the same number of decimals, or each with a power of ten.
  public func labels(for values: [Double]) -> [String] {
    switch self {
    case .number: plain(values, digits: 6)
    case .percent: plain(values.map { $0 * 100 }, digits: 6).map { $0 + "%" }
    case .bytes, .si: values.map { prefixed($0, digits: 6) }
    }
  }

  /// One value to three significant digits: what is written at a bar or into a cell.
  public func label(for value: Double) -> String {
    switch self {
    case .number: plain([value], digits: 3)[0]
    case .percent: plain([value * 100], digits: 3)[0] + "%"
    case .bytes, .si: prefixed(value, digits: 3)
    }
  }

  private var prefixes: [Int: String] {
    self == .bytes
      ? [0: " B", 3: " KB", 6: " MB", 9: " GB", 12: " TB"]
      : [
        -15: "f", -12: "p", -9: "n", -6: "µ", -3: "m", 0: "", 3: "k", 6: "M", 9: "G", 12: "T",
        15: "P",
      ]
  }

  private func plain(_ values: [Double], digits: Int) -> [String] {
    let largest = values.map(abs).max() ?? 0
    let digits = max(digits, digitsToTellApart(values, largest: largest))
    let decimals = values.map { NumberText.decimals(of: $0, digits: digits) }.max() ?? 0
    if largest >= 1e7 || (largest > 0 && largest < 1e-4) || decimals > 7 {
      return values.map { NumberText.scientific($0, digits: digits) }
    }
    return values.map { NumberText.fixed($0, decimals: decimals) }
  }

  /// Significant digits of the largest value that reach down to the smallest step.
  private func digitsToTellApart(_ values: [Double], largest: Double) -> Int {
    let steps = zip(values, values.dropFirst()).map { abs($1 - $0) }.filter {
      $0 > 0 && $0.isFinite
    }
    guard let step = steps.min(), (largest / step).isFinite else { return 1 }
    return min(Int(ceil(log10(largest / step))) + 2, 15)
  }

  private func prefixed(_ value: Double, digits: Int) -> String {
    let letters = prefixes
    guard value != 0, value.isFinite else { return "0" + (letters[0] ?? "") }
    var exponent = Int(floor(log10(abs(value)) / 3 + 1e-9)) * 3
    exponent = min(max(exponent, letters.keys.min() ?? 0), letters.keys.max() ?? 0)
    let scaled =
      exponent < 0 ? value * pow(10, Double(-exponent)) : value / pow(10, Double(exponent))
    guard abs(scaled) < 1e6, abs(scaled) >= 1e-3 else {
      return NumberText.scientific(value) + (letters[0] ?? "")
    }
    return NumberText.shortest(scaled, digits: digits) + (letters[exponent] ?? "")
  }
}
