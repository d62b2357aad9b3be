/// Numbers in files of vector pictures: at most `decimals` digits behind a point, no exponent.
package func plainNumber(_ value: Double, decimals: Int = 2) -> String {
  guard value.isFinite else { return "0" }
  let unit = (0..<decimals).reduce(1) { unit, _ in unit * 10 }
  let scaled = Int((min(max(value, -1e12), 1e12) * Double(unit)).rounded())
  var digits = String(abs(scaled) % unit + unit).dropFirst()
  while digits.last == "0" { digits.removeLast() }
  let whole = (scaled < 0 ? "-" : "") + String(abs(scaled) / unit)
  return digits.isEmpty ? whole : whole + "." + digits
}
