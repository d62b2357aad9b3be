/// The canvas for terminals that show DEC's sixel graphics (VT330/VT340 Text Programming, chapter
/// 14): bands of six rows, in each the pixels of one colour after the other, a column's six pixels
/// in one character, from "?" (none) to "~" (all six).
package func encodeSixel(_ canvas: PixelCanvas) -> String {
  let indexed = IndexedPixels(canvas)
  // Pixels are square, the background stays, and the size comes first.
  var text = "\u{1B}P0;1;0q\"1;1;\(canvas.width);\(canvas.height)"
  for color in 0..<indexed.palette.count / 3 {
    // Of 100.
    let parts = (0..<3).map { (Int(indexed.palette[3 * color + $0]) * 100 + 127) / 255 }
    text += "#\(color);2;\(parts[0]);\(parts[1]);\(parts[2])"
  }
  for top in stride(from: 0, to: canvas.height, by: 6) {
    let rows = top..<min(top + 6, canvas.height)
    text += band(indexed.indices, width: canvas.width, rows: rows) + "-"
  }
  return text + "\u{1B}\\"
}

/// The colours of a band in the order of their numbers, each from the first column on.
private func band(_ indices: [UInt8], width: Int, rows: Range<Int>) -> String {
  var columns: [UInt8: [UInt8]] = [:]
  for (bit, row) in rows.enumerated() {
    for column in 0..<width {
      columns[indices[row * width + column], default: [UInt8](repeating: 0, count: width)][
        column] |=
        1 << UInt8(bit)
    }
  }
  return columns.sorted { $0.key < $1.key }.map { color, bits in "#\(color)" + runs(bits) }
    .joined(separator: "$")
}

/// "!5~" for five "~"; what is empty at the end is left out.
private func runs(_ bits: [UInt8]) -> String {
  var text = ""
  var rest = bits[..<((bits.lastIndex { $0 != 0 } ?? -1) + 1)]
  while let first = rest.first {
    let run = rest.prefix { $0 == first }.count
    let letter = Character(UnicodeScalar(63 + first))
    text += run > 3 ? "!\(run)\(letter)" : String(repeating: letter, count: run)
    rest = rest.dropFirst(run)
  }
  return text
}
