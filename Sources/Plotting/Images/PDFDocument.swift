/// A vector picture as one page of PDF 1.4 (ISO 32000-1). Letters are a font of their own, made of
/// the outlines that pixels are drawn from (9.6.5, Type 3), with what they mean beside them
/// (9.10.3), so that text can be searched and copied. No dates: the same figure gives the same
/// bytes.
struct PDFDocument {
  let canvas: VectorCanvas
  let title: String
  /// Pixels of the canvas in a point, 1/72 inch.
  let scale: Double

  func bytes() -> [UInt8] {
    var fonts = PDFFonts()
    var opacities: [Double] = []
    let content = content(fonts: &fonts, opacities: &opacities)
    let (width, height) = (Double(canvas.width) / scale, Double(canvas.height) / scale)
    var file = PDFObjects()
    let pages = file.reserve()
    let stream = file.add(stream: content)
    let fontNames = fonts.add(to: &file)
    let states = opacities.enumerated().map { index, opacity in
      let text = plainNumber(opacity, decimals: 3)
      return "/G\(index) << /ca \(text) /CA \(text) >>"
    }
    let page = file.add(
      """
      << /Type /Page /Parent \(pages) 0 R /MediaBox [0 0 \(plainNumber(width)) \
      \(plainNumber(height))] /Contents \(stream) 0 R /Resources << /Font << \(fontNames) >> \
      /ExtGState << \(states.joined(separator: " ")) >> >> >>
      """)
    file.set(pages, "<< /Type /Pages /Kids [\(page) 0 R] /Count 1 >>")
    let catalog = file.add("<< /Type /Catalog /Pages \(pages) 0 R >>")
    let info = file.add("<< /Producer (dcs) /Title <FEFF\(utf16Hex(title))> >>")
    return file.bytes(catalog: catalog, info: info)
  }

  /// Operators of the page, in pixels from the top left corner.
  private func content(fonts: inout PDFFonts, opacities: inout [Double]) -> String {
    let unit = plainNumber(1 / scale, decimals: 6)
    var lines = [
      "\(unit) 0 0 -\(unit) 0 \(plainNumber(Double(canvas.height) / scale)) cm 1 J 1 j"
    ]
    for (shape, clip) in canvas.shapes {
      let operators = self.operators(shape, fonts: &fonts, opacities: &opacities)
      guard !operators.isEmpty else { continue }
      lines.append(clip.map { "q \(place($0)) re W n \(operators) Q" } ?? operators)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func operators(
    _ shape: VectorShape, fonts: inout PDFFonts, opacities: inout [Double]
  ) -> String {
    switch shape {
    case .rectangle(let area, let color):
      return painted(color, &opacities, "\(fill(color)) \(place(area)) re f")
    case .polygon(let contours, let color):
      return painted(
        color, &opacities,
        "\(fill(color)) \(contours.map { path($0) + " h" }.joined(separator: " ")) f")
    case .stroke(let runs, let pen):
      let dashes = pen.dashes.map { plainNumber($0) }.joined(separator: " ")
      let paths = runs.map { path($0) + ($0.count == 1 ? " h" : "") }.joined(separator: " ")
      return painted(
        pen.color, &opacities,
        "\(components(pen.color)) RG \(plainNumber(pen.width)) w [\(dashes)] 0 d \(paths) S")
    case .text(let text, let anchor, let style):
      return painted(style.color, &opacities, words(text, anchor, style, &fonts))
    case .words: return ""
    }
  }

  /// With the opacity of its colour.
  private func painted(_ color: Color, _ opacities: inout [Double], _ operators: String) -> String {
    guard color.opacity < 1 else { return operators }
    let index = opacities.firstIndex(of: color.opacity) ?? opacities.count
    if index == opacities.count { opacities.append(color.opacity) }
    return "q /G\(index) gs \(operators) Q"
  }

  private func components(_ color: Color) -> String {
    [color.red, color.green, color.blue].map { plainNumber(Double($0) / 255, decimals: 3) }
      .joined(separator: " ")
  }

  private func fill(_ color: Color) -> String { components(color) + " rg" }

  private func place(_ area: Rectangle) -> String {
    [area.x, area.y, area.width, area.height].map { plainNumber($0) }.joined(separator: " ")
  }

  private func path(_ points: [Point]) -> String {
    points.enumerated().map { index, point in
      "\(plainNumber(point.x)) \(plainNumber(point.y)) \(index == 0 ? "m" : "l")"
    }.joined(separator: " ")
  }

  /// The page's y axis points down, letters point up: their matrix turns them back.
  private func words(
    _ text: String, _ anchor: Point, _ style: TextStyle, _ fonts: inout PDFFonts
  ) -> String {
    let box = style.box(of: text)
    let rotation = Rotation(degrees: style.angle, around: anchor)
    let start = rotation.apply(Point(anchor.x + box.x, anchor.y + style.baselineOffset))
    let right = rotation.apply(Point(anchor.x + 1, anchor.y))
    let (cosine, sine) = (right.x - anchor.x, right.y - anchor.y)
    let matrix = [cosine, sine, sine, -cosine].map { plainNumber($0, decimals: 5) }
    let pieces = fonts.pieces(of: text, in: style.typeface).map { font, codes in
      "/\(font) \(plainNumber(style.size)) Tf <\(codes)> Tj"
    }
    return """
      BT \(fill(style.color)) \(matrix.joined(separator: " ")) \(plainNumber(start.x)) \
      \(plainNumber(start.y)) Tm \(pieces.joined(separator: " ")) ET
      """
  }
}

/// The text's UTF-16 units, most significant digit first.
func utf16Hex(_ text: String) -> String {
  text.utf16.map { unit in
    let digits = String(unit, radix: 16, uppercase: true)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }.joined()
}
