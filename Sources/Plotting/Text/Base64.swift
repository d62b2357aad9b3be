/// The bytes that a base64 text stands for; letters outside the alphabet (line ends, padding) are
/// skipped.
func decodeBase64(_ text: StaticString) -> [UInt8] {
  text.withUTF8Buffer { letters in
    var bytes: [UInt8] = []
    bytes.reserveCapacity(letters.count * 3 / 4)
    var bits: UInt32 = 0
    var count = 0
    for letter in letters {
      guard let value = base64Value(letter) else { continue }
      bits = bits << 6 | value
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return bytes
  }
}

private func base64Value(_ letter: UInt8) -> UInt32? {
  switch letter {
  case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(letter) - 65
  case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(letter) - 71
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(letter) + 4
  case UInt8(ascii: "+"): 62
  case UInt8(ascii: "/"): 63
  default: nil
  }
}
