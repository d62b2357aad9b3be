/// Outlines and advances of one face, read from the table that Tools/bake-glyphs.py records.
///
/// Letters are outlines, not bitmaps: one table serves every size and every angle, nothing is
/// resampled, and the polygon rasteriser that fills marks fills letters too. A bitmap atlas was
/// rejected: one size alone takes as many bytes, and rotated axis labels would be blurred.
public struct Typeface: Sendable {
  /// One contour: points in em units, y upwards, with TrueType's on-curve marks (quadratic
  /// splines).
  struct ContourPoint: Sendable {
    let x: Double
    let y: Double
    let isOnCurve: Bool
  }

  struct Glyph: Sendable {
    /// In ems.
    let advance: Double
    let contours: [[ContourPoint]]
  }

  private let glyphs: [UInt32: Glyph]
  let isBold: Bool

  /// Heights above the baseline and depth below it, in ems, of DejaVu Sans.
  static let ascent = 0.76
  static let capitalHeight = 0.729
  static let descent = 0.236

  public static func regular() -> Typeface { Typeface(table: decodeBase64(DejaVuSans.table)) }
  public static func bold() -> Typeface {
    Typeface(table: decodeBase64(DejaVuSansBold.table), isBold: true)
  }

  /// A damaged table yields the glyphs before the damage.
  init(table: [UInt8], isBold: Bool = false) {
    var reader = GlyphTableReader(table)
    let unitsPerEm = Double(max(1, reader.word()))
    let count = reader.word()
    var glyphs: [UInt32: Glyph] = [:]
    for _ in 0..<count {
      let character = UInt32(reader.word())
      let advance = Double(reader.word()) / unitsPerEm
      glyphs[character] = Glyph(advance: advance, contours: reader.contours(unitsPerEm: unitsPerEm))
    }
    self.glyphs = glyphs
    self.isBold = isBold
  }

  /// The glyph of a scalar: a space for control characters, the replacement character for scalars
  /// the face lacks.
  func glyph(_ scalar: Unicode.Scalar) -> Glyph {
    glyphs[max(32, scalar.value)] ?? glyphs[0xFFFD] ?? Glyph(advance: 0.5, contours: [])
  }

  /// Whether every scalar of the text has its own glyph.
  public func covers(_ text: String) -> Bool { missing(in: text).isEmpty }

  /// The characters of the text that are drawn as a box, or lose an accent.
  public func missing(in text: String) -> [Character] {
    text.filter { !$0.unicodeScalars.allSatisfy { $0.value < 32 || glyphs[$0.value] != nil } }
  }

  /// Width of one line set at `size` pixels per em, in pixels: the sum of the advances (no
  /// kerning).
  public func width(of text: String, size: Double) -> Double {
    text.unicodeScalars.reduce(0) { $0 + glyph($1).advance } * size
  }
}

/// Sequential reader; past the end it reads zeros.
private struct GlyphTableReader {
  private let bytes: [UInt8]
  private var next = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func byte() -> Int {
    guard next < bytes.count else { return 0 }
    defer { next += 1 }
    return Int(bytes[next])
  }

  mutating func word() -> Int {
    let low = byte()
    return low | byte() << 8
  }

  /// Seven bits a byte, low bits first; at most four bytes.
  mutating func variableLength() -> Int {
    var value = 0
    for shift in stride(from: 0, through: 21, by: 7) {
      let byte = byte()
      value |= (byte & 127) << shift
      if byte < 128 { break }
    }
    return value
  }

  mutating func contours(unitsPerEm: Double) -> [[Typeface.ContourPoint]] {
    var x = 0
    var y = 0
    return (0..<byte()).map { _ in
      (0..<byte()).map { _ in
        let first = variableLength()
        x += unzigzag(first >> 1)
        y += unzigzag(variableLength())
        return Typeface.ContourPoint(
          x: Double(x) / unitsPerEm, y: Double(y) / unitsPerEm, isOnCurve: first & 1 == 1)
      }
    }
  }

  private func unzigzag(_ value: Int) -> Int { value >> 1 ^ -(value & 1) }
}
