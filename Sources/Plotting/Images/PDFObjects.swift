/// The numbered objects of a PDF file and the table that finds them (ISO 32000-1, 7.5).
struct PDFObjects {
  private var contents: [String] = []

  /// A number whose content comes later.
  mutating func reserve() -> Int { add("") }

  mutating func add(_ content: String) -> Int {
    contents.append(content)
    return contents.count
  }

  mutating func add(stream: String) -> Int {
    add("<< /Length \(stream.utf8.count) >>\nstream\n\(stream)\nendstream")
  }

  mutating func set(_ number: Int, _ content: String) { contents[number - 1] = content }

  func bytes(catalog: Int, info: Int) -> [UInt8] {
    // Bytes above 127 in the second line tell programs that transfer files that this is no text.
    var file = Array("%PDF-1.4\n%".utf8) + [0xE2, 0xE3, 0xCF, 0xD3, 0x0A]
    var places: [Int] = []
    for (index, content) in contents.enumerated() {
      places.append(file.count)
      file += Array("\(index + 1) 0 obj\n\(content)\nendobj\n".utf8)
    }
    let table = file.count
    let entries = places.map { place in
      let digits = String(place)
      return String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
    file += Array(
      """
      xref
      0 \(contents.count + 1)
      0000000000 65535 f \n\(entries.joined())trailer
      << /Size \(contents.count + 1) /Root \(catalog) 0 R /Info \(info) 0 R >>
      startxref
      \(table)
      %%EOF

      """.utf8)
    return file
  }
}
