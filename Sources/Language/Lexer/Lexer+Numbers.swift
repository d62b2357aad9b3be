extension Lexer {
  /// NUMBER = digits [ "." digits ] [ exponent ] [ "%" ]. `1..3` is a range, so a point counts only
  /// before a digit.
  mutating func lexNumber() throws(Diagnostic) {
    let start = offset
    skipDigits()
    if byte(at: offset) == UInt8(ascii: "."), byte(at: offset + 1)?.isDigit == true {
      offset += 1
      skipDigits()
    }
    let mantissa = String(decoding: bytes[start..<offset], as: UTF8.self)
    let exponent = try lexExponent(from: start)
    let isPercent = byte(at: offset) == UInt8(ascii: "%")
    if isPercent { offset += 1 }
    try refuseTail(from: start)
    append(.number(try value(mantissa, exponent, isPercent: isPercent, from: start)), from: start)
  }

  private mutating func skipDigits() {
    while byte(at: offset)?.isDigit == true { offset += 1 }
  }

  private mutating func lexExponent(from start: Int) throws(Diagnostic) -> String {
    guard let mark = byte(at: offset), mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") else {
      return "0"
    }
    var digits = offset + 1
    if let sign = byte(at: digits), sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      digits += 1
    }
    guard byte(at: digits)?.isDigit == true else {
      throw fault(
        "malformed number", from: start, to: digits, hint: "an exponent needs digits: 1e-4")
    }
    let begin = offset + 1
    offset = digits
    skipDigits()
    return String(decoding: bytes[begin..<offset], as: UTF8.self)
  }

  /// A percent sign lowers the exponent by two, so that 99.9% is exactly the number written 0.999.
  private func value(_ mantissa: String, _ exponent: String, isPercent: Bool, from start: Int)
    throws(Diagnostic)
    -> Double
  {
    let outOfRange = fault(
      "number out of range", from: start, hint: "numbers are 64-bit: at most 1.797e308")
    guard let power = Int(exponent), power.magnitude < 100_000 else { throw outOfRange }
    guard let number = Double("\(mantissa)e\(isPercent ? power - 2 : power)"), number.isFinite
    else { throw outOfRange }
    return number
  }

  /// What may not touch a number: `2x`, `1.`, `1.x`.
  private func refuseTail(from start: Int) throws(Diagnostic) {
    guard let next = byte(at: offset) else { return }
    if next.isNamePart || next >= 0x80 {
      let digits = String(decoding: bytes[start..<offset], as: UTF8.self)
      throw fault(
        "malformed number", from: start, to: offset + 1,
        hint: "for a product write \(digits) * x; names start with a letter")
    }
    if next == UInt8(ascii: "."), byte(at: offset + 1) != UInt8(ascii: ".") {
      throw fault("malformed number", from: start, to: offset + 1, hint: "write 1.0 or 1")
    }
  }
}
