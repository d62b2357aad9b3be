/// What follows the colon in "{x:.2%}" and stands in a table's columns: `[< or
/// >][width][.digits][letter]` with letter `%` percent, `b` bytes, `d` whole, `e` power of ten, `x`
/// "40.1x". Without a letter `.3` means three decimals.
struct ValueFormat {
  enum Style {
    case plain, percent, bytes, whole, exponent, times
  }

  var alignsRight: Bool?
  var width = 0
  var digits: Int?
  var style = Style.plain

  init(_ text: String) throws(Diagnostic) {
    var rest = Substring(text)
    if let first = rest.first, first == "<" || first == ">" {
      alignsRight = first == ">"
      rest = rest.dropFirst()
    }
    width = Self.takeNumber(&rest) ?? 0
    if rest.first == "." {
      rest = rest.dropFirst()
      digits = Self.takeNumber(&rest)
      if digits == nil { throw Self.unknown(text) }
    }
    guard let style = Self.styles[String(rest)], !text.isEmpty, width <= 1000, (digits ?? 0) <= 100
    else {
      throw Self.unknown(text)
    }
    self.style = style
  }

  private static let styles: [String: Style] = [
    "": .plain, "%": .percent, "b": .bytes, "d": .whole, "e": .exponent, "x": .times,
  ]

  private static func takeNumber(_ text: inout Substring) -> Int? {
    let digits = text.prefix { ("0"..."9").contains($0) }
    text = text.dropFirst(digits.count)
    return digits.isEmpty ? nil : Int(digits) ?? .max
  }

  private static func unknown(_ text: String) -> Diagnostic {
    Diagnostic(
      .value, "unknown format '\(text)'",
      hint: "formats: .3 .2% b d e .1x, with a width before them: 8.3, <10")
  }

  func apply(to value: Value) throws(Diagnostic) -> String {
    pad(try unpadded(value), isNumber: value.isNumber)
  }

  private func unpadded(_ value: Value) throws(Diagnostic) -> String {
    if style == .plain, digits == nil { return value.text }
    guard case .number(let number) = value else {
      throw Diagnostic(.value, "this format needs a number, not \(value.typeNameWithArticle)")
    }
    return written(number)
  }

  private func written(_ number: Double) -> String {
    switch style {
    case .plain: NumberText.fixed(number, digits ?? 0)
    case .percent: NumberText.percent(number, digits ?? 0)
    case .bytes: NumberText.bytes(number, digits ?? 1)
    case .whole: NumberText.fixed(number, 0)
    case .exponent: NumberText.scientific(number, digits ?? 2)
    case .times: NumberText.fixed(number, digits ?? 1) + "x"
    }
  }

  private func pad(_ text: String, isNumber: Bool) -> String {
    let blanks = String(repeating: " ", count: max(0, width - text.displayWidth))
    return alignsRight ?? isNumber ? blanks + text : text + blanks
  }
}
