import Glibc

/// Numbers as a printed chart writes them: a real minus sign, thin spaces between groups of three
/// from five digits on, powers of ten with raised digits.
enum NumberText {
  /// `decimals` digits after the point (at most 12), |value| below 1e15.
  static func fixed(_ value: Double, decimals: Int) -> String {
    let decimals = min(max(decimals, 0), 12)
    let scaled = (abs(value) * pow(10, Double(decimals))).rounded()
    guard scaled < 9e18 else { return scientific(value) }
    var digits = String(Int(scaled))
    while digits.count <= decimals { digits = "0" + digits }
    let whole = grouped(String(digits.dropLast(decimals)))
    let text = decimals == 0 ? whole : whole + "." + String(digits.suffix(decimals))
    return value < 0 && scaled > 0 ? "−" + text : text
  }

  /// "2.5×10⁻⁷" to `digits` significant digits; a mantissa of one is left out.
  static func scientific(_ value: Double, digits: Int = 4) -> String {
    guard value != 0, value.isFinite else { return value == 0 ? "0" : "?" }
    var exponent = Int(floor(log10(abs(value))))
    var mantissa = abs(value) / pow(10, Double(exponent))
    if !mantissa.isFinite || mantissa == 0 { return "0" }
    let unit = pow(10, Double(min(digits, 16) - 1))
    mantissa = (mantissa * unit).rounded() / unit
    if mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    let power = "10" + superscript(exponent)
    let text = mantissa == 1 ? power : shortest(mantissa, digits: digits) + "×" + power
    return value < 0 ? "−" + text : text
  }

  /// As few decimals as show the value to `digits` significant digits.
  static func shortest(_ value: Double, digits: Int = 6) -> String {
    fixed(value, decimals: decimals(of: value, digits: digits))
  }

  /// The number of decimals that `value`, rounded to `digits` significant digits, needs.
  static func decimals(of value: Double, digits: Int = 6) -> Int {
    guard value != 0, value.isFinite else { return 0 }
    let most = min(max(digits - 1 - Int(floor(log10(abs(value)))), 0), 12)
    var rounded = (abs(value) * pow(10, Double(most))).rounded()
    for decimals in stride(from: most, to: 0, by: -1) {
      if rounded.truncatingRemainder(dividingBy: 10) != 0 { return decimals }
      rounded /= 10
    }
    return 0
  }

  private static func superscript(_ number: Int) -> String {
    let raised: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    return String(String(number).map { $0 == "-" ? "⁻" : raised[$0.wholeNumberValue ?? 0] })
  }

  private static func grouped(_ digits: String) -> String {
    guard digits.count >= 5 else { return digits }
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index).isMultiple(of: 3) { text += "\u{2009}" }
      text.append(digit)
    }
    return text
  }
}
