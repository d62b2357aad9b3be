/// The letters that a picture uses, as Type 3 fonts of at most 255 letters each.
struct PDFFonts {
  private struct Letter {
    let scalar: Unicode.Scalar
    let glyph: Typeface.Glyph
  }

  private static let lettersOfAFont = 255
  private static let unitsPerEm = 1000.0
  /// By face: regular, bold.
  private var letters: [[Letter]] = [[], []]
  private var places: [[Unicode.Scalar: Int]] = [[:], [:]]

  /// The text as runs of one font each: the font's name and the letters' codes in hex.
  mutating func pieces(of text: String, in typeface: Typeface) -> [(font: String, codes: String)] {
    let face = typeface.isBold ? 1 : 0
    var pieces: [(font: String, codes: String)] = []
    for scalar in text.unicodeScalars {
      let place = places[face][scalar] ?? letters[face].count
      if place == letters[face].count {
        places[face][scalar] = place
        letters[face].append(Letter(scalar: scalar, glyph: typeface.glyph(scalar)))
      }
      let font = Self.name(face, place / Self.lettersOfAFont)
      let code = Self.hex(place % Self.lettersOfAFont)
      if pieces.last?.font == font {
        pieces[pieces.count - 1].codes += code
      } else {
        pieces.append((font, code))
      }
    }
    return pieces
  }

  /// Writes the fonts and returns their names with their numbers, for the page's resources.
  func add(to file: inout PDFObjects) -> String {
    var names: [String] = []
    for face in letters.indices {
      for start in stride(from: 0, to: letters[face].count, by: Self.lettersOfAFont) {
        let end = min(start + Self.lettersOfAFont, letters[face].count)
        let font = add(letters[face][start..<end], to: &file)
        names.append("/\(Self.name(face, start / Self.lettersOfAFont)) \(font) 0 R")
      }
    }
    return names.joined(separator: " ")
  }

  private func add(_ letters: ArraySlice<Letter>, to file: inout PDFObjects) -> Int {
    let procedures = letters.map { file.add(stream: Self.procedure($0.glyph)) }
    let meaning = file.add(stream: Self.meaning(letters.map(\.scalar)))
    let names = letters.indices.map { "/c\($0 - letters.startIndex)" }.joined(separator: " ")
    let glyphs = procedures.enumerated().map { "/c\($0) \($1) 0 R" }.joined(separator: " ")
    let widths = letters.map { plainNumber($0.glyph.advance * Self.unitsPerEm) }
    return file.add(
      """
      << /Type /Font /Subtype /Type3 /FontBBox [0 0 0 0] /FontMatrix [0.001 0 0 0.001 0 0] \
      /CharProcs << \(glyphs) >> /Encoding << /Type /Encoding /Differences [0 \(names)] >> \
      /FirstChar 0 /LastChar \(letters.count - 1) /Widths [\(widths.joined(separator: " "))] \
      /Resources << >> /ToUnicode \(meaning) 0 R >>
      """)
  }

  /// Advance, box, outline (9.6.5): d1 says that the letter has the colour of the text. PDF has
  /// cubic curves: a quadratic one's control, two thirds of the way from each end.
  private static func procedure(_ glyph: Typeface.Glyph) -> String {
    func point(_ point: Point) -> String {
      "\(plainNumber(point.x * unitsPerEm)) \(plainNumber(point.y * unitsPerEm))"
    }
    var operators = ["\(plainNumber(glyph.advance * unitsPerEm)) 0 -500 -500 2000 1500 d1"]
    for path in glyph.paths() {
      operators.append("\(point(path.start)) m")
      var last = path.start
      for segment in path.segments {
        if let control = segment.control {
          let (first, second) = (
            Point(last.x + (control.x - last.x) * 2 / 3, last.y + (control.y - last.y) * 2 / 3),
            Point(
              segment.end.x + (control.x - segment.end.x) * 2 / 3,
              segment.end.y + (control.y - segment.end.y) * 2 / 3)
          )
          operators.append("\(point(first)) \(point(second)) \(point(segment.end)) c")
        } else {
          operators.append("\(point(segment.end)) l")
        }
        last = segment.end
      }
      operators.append("h")
    }
    return operators.joined(separator: " ") + (glyph.contours.isEmpty ? "" : " f")
  }

  private static func meaning(_ scalars: [Unicode.Scalar]) -> String {
    let lines = scalars.enumerated().map { "<\(hex($0))> <\(utf16Hex(String($1)))>" }
    // At most a hundred lines in a block (Adobe technical note 5014).
    let blocks = stride(from: 0, to: lines.count, by: 100).map { start in
      let block = lines[start..<min(start + 100, lines.count)]
      return "\(block.count) beginbfchar\n\(block.joined(separator: "\n"))\nendbfchar"
    }
    return """
      /CIDInit /ProcSet findresource begin
      12 dict begin
      begincmap
      /CMapType 2 def
      /CMapName /letters def
      1 begincodespacerange
      <00> <FF>
      endcodespacerange
      \(blocks.joined(separator: "\n"))
      endcmap
      CMapName currentdict /CMap defineresource pop
      end
      end
      """
  }

  private static func name(_ face: Int, _ part: Int) -> String {
    (face == 0 ? "R" : "B") + "\(part)"
  }

  private static func hex(_ byte: Int) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }
}
