import Glibc

/// How numbers are written. All roundings are done once, on the exact binary value, by the C
/// library.
package enum NumberText {
  /// `print`: up to 12 significant digits, so that 0.1 + 0.2 prints 0.3; whole numbers below 1e15
  /// in full.
  static func plain(_ number: Double) -> String { significant(number, 12) }

  /// `digits` significant digits without trailing zeros; whole numbers below 1e15 keep all theirs.
  /// Powers of ten appear below 1e-5 and from 1e15 on.
  static func significant(_ number: Double, _ digits: Int) -> String {
    if let word = notFinite(number) { return word }
    if number == 0 { return "0" }
    if number.magnitude < 1e15, number == number.rounded(.towardZero) { return String(Int(number)) }
    return layOut(printf("%.*e", digits - 1, number))
  }

  /// A fixed number of decimals.
  static func fixed(_ number: Double, _ decimals: Int) -> String {
    notFinite(number) ?? withoutNegativeZero(printf("%.*f", decimals, number))
  }

  /// `decimals` digits, then `e` and the power of ten: 1.50e-4.
  static func scientific(_ number: Double, _ decimals: Int) -> String {
    if let word = notFinite(number) { return word }
    let (mantissa, exponent) = split(printf("%.*e", decimals, number))
    return "\(mantissa)e\(exponent)"
  }

  /// Times 100 with a percent sign. The point is moved in the text, so there is no second rounding.
  static func percent(_ number: Double, _ decimals: Int) -> String {
    if let word = notFinite(number) { return word }
    var digits = Array(fixed(number.magnitude, decimals + 2).utf8)
    digits.removeAll { $0 == UInt8(ascii: ".") }
    let point = digits.count - decimals
    let whole = digits[..<point].drop { $0 == UInt8(ascii: "0") }
    var text = whole.isEmpty ? "0" : String(decoding: whole, as: UTF8.self)
    if decimals > 0 { text += "." + String(decoding: digits[point...], as: UTF8.self) }
    return withoutNegativeZero((number < 0 ? "-" : "") + text) + "%"
  }

  /// "512 B", "27.1 KB": 1 KB = 1000 bytes.
  static func bytes(_ number: Double, _ decimals: Int) -> String {
    if let word = notFinite(number) { return word }
    if number.magnitude < 999.5 { return fixed(number, 0) + " B" }
    var value = number
    for unit in ["KB", "MB", "GB", "TB"] {
      value /= 1000
      if value.magnitude < 999.95 || unit == "TB" { return fixed(value, decimals) + " " + unit }
    }
    return fixed(number, 0) + " B"
  }

  // MARK: Parts

  /// Groups of three, from 10 000 on: "12 340".
  package static func grouped(_ number: Int) -> String {
    let digits = String(number)
    guard digits.count > 4, number > 0 else { return digits }
    let groups = stride(from: digits.count, to: 0, by: -3).map { end in
      String(Array(digits)[max(0, end - 3)..<end])
    }
    return groups.reversed().joined(separator: " ")
  }

  private static func notFinite(_ number: Double) -> String? {
    if number.isNaN { return "nan" }
    return number.isInfinite ? (number < 0 ? "-inf" : "inf") : nil
  }

  private static func withoutNegativeZero(_ text: String) -> String {
    guard text.hasPrefix("-"), text.allSatisfy({ "-0.".contains($0) }) else { return text }
    return String(text.dropFirst())
  }

  private static func printf(_ format: String, _ digits: Int, _ number: Double) -> String {
    var buffer = [CChar](repeating: 0, count: 400 + digits)
    let count = withVaList([Int32(clamping: digits), number]) {
      vsnprintf(&buffer, buffer.count, format, $0)
    }
    return String(
      decoding: buffer.prefix(max(0, Int(count))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func split(_ text: String) -> (mantissa: String, exponent: Int) {
    let parts = text.split(separator: "e")
    return (String(parts[0]), Int(parts.last ?? "0") ?? 0)
  }

  /// "-1.2340e-03" as "-0.001234".
  private static func layOut(_ text: String) -> String {
    let (mantissa, exponent) = split(text)
    let sign = mantissa.hasPrefix("-") ? "-" : ""
    var digits = Array(mantissa.filter(\.isNumber))
    while digits.count > 1, digits.last == "0" { digits.removeLast() }
    if exponent < -5 || exponent >= 15 {
      let tail = digits.count > 1 ? "." + String(digits[1...]) : ""
      return "\(sign)\(digits[0])\(tail)e\(exponent)"
    }
    if exponent < 0 {
      return sign + "0." + String(repeating: "0", count: -exponent - 1) + String(digits)
    }
    if digits.count <= exponent + 1 {
      return sign + String(digits) + String(repeating: "0", count: exponent + 1 - digits.count)
    }
    return sign + String(digits[...exponent]) + "." + String(digits[(exponent + 1)...])
  }
}
