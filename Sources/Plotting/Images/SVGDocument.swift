/// A vector picture as SVG 1.1 (W3C). Text stays text, set in the width that the layout counted
/// with, whatever face the viewer has. No identifiers: several pictures may stand in one page.
struct SVGDocument {
  let canvas: VectorCanvas
  let title: String
  /// Pixels of the canvas in one unit of the picture's size.
  let scale: Double

  func text() -> String {
    let (width, height) = (Double(canvas.width), Double(canvas.height))
    var lines = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" class="dcs-picture" role="img" \
      width="\(plainNumber(width / scale))" height="\(plainNumber(height / scale))" \
      viewBox="0 0 \(canvas.width) \(canvas.height)" \
      font-family="'DejaVu Sans', Verdana, sans-serif">
      """
    ]
    if !title.isEmpty { lines.append("<title>\(xmlEscaped(title))</title>") }
    for (shape, clip) in canvas.shapes {
      lines.append(clip.map { clipped(element(shape), to: $0) } ?? element(shape))
    }
    return lines.joined(separator: "\n") + "\n</svg>\n"
  }

  /// A picture in the picture cuts off what leaves it, without an identifier.
  private func clipped(_ element: String, to area: Rectangle) -> String {
    let box = [area.x, area.y, area.width, area.height].map { plainNumber($0) }
    return """
      <svg x="\(box[0])" y="\(box[1])" width="\(box[2])" height="\(box[3])" \
      viewBox="\(box.joined(separator: " "))">\(element)</svg>
      """
  }

  private func element(_ shape: VectorShape) -> String {
    switch shape {
    case .rectangle(let area, let color):
      "<rect\(place(area))\(paint("fill", color))\(crispness(of: area))/>"
    case .polygon(let contours, let color):
      "<path d=\"\(contours.map { path($0) + "Z" }.joined())\"\(paint("fill", color))/>"
    case .stroke(let runs, let pen): stroke(runs, pen)
    case .text(let text, let anchor, let style): words(text, anchor, style)
    case .words(let text, let area):
      """
      <rect\(place(area)) fill="none" pointer-events="all"><title>\(xmlEscaped(text))</title>\
      </rect>
      """
    }
  }

  private func place(_ area: Rectangle) -> String {
    " x=\"\(plainNumber(area.x))\" y=\"\(plainNumber(area.y))\" "
      + "width=\"\(plainNumber(area.width))\" height=\"\(plainNumber(area.height))\""
  }

  /// Neighbours on whole pixels must not show a seam at other sizes.
  private func crispness(of area: Rectangle) -> String {
    let isWhole = [area.x, area.y, area.width, area.height].allSatisfy { $0 == $0.rounded() }
    return isWhole ? " shape-rendering=\"crispEdges\"" : ""
  }

  private func paint(_ attribute: String, _ color: Color) -> String {
    let hex = [color.red, color.green, color.blue].map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }
    let opacity =
      color.opacity < 1
      ? " \(attribute)-opacity=\"\(plainNumber(color.opacity, decimals: 3))\"" : ""
    return " \(attribute)=\"#\(hex.joined())\"\(opacity)"
  }

  private func path(_ points: [Point]) -> String {
    points.enumerated().map { index, point in
      "\(index == 0 ? "M" : "L")\(plainNumber(point.x)) \(plainNumber(point.y))"
    }.joined()
  }

  /// A single point is a dot, which a path shows when it is closed.
  private func stroke(_ runs: [[Point]], _ pen: Stroke) -> String {
    let dashes =
      pen.dashes.isEmpty
      ? "" : " stroke-dasharray=\"\(pen.dashes.map { plainNumber($0) }.joined(separator: " "))\""
    let data = runs.map { path($0) + ($0.count == 1 ? "Z" : "") }.joined()
    return """
      <path d="\(data)" fill="none"\(paint("stroke", pen.color)) \
      stroke-width="\(plainNumber(pen.width))" stroke-linecap="round" stroke-linejoin="round"\
      \(dashes)/>
      """
  }

  private func words(_ text: String, _ anchor: Point, _ style: TextStyle) -> String {
    let box = style.box(of: text)
    let (x, y) = (anchor.x + box.x, anchor.y + style.baselineOffset)
    let turn =
      style.angle == 0
      ? ""
      : " transform=\"rotate(\(plainNumber(-style.angle)) \(plainNumber(anchor.x)) "
        + "\(plainNumber(anchor.y)))\""
    return """
      <text x="\(plainNumber(x))" y="\(plainNumber(y))" font-size="\(plainNumber(style.size))"\
      \(style.typeface.isBold ? " font-weight=\"bold\"" : "") \
      textLength="\(plainNumber(box.width))" lengthAdjust="spacingAndGlyphs"\
      \(paint("fill", style.color))\(turn) xml:space="preserve">\(xmlEscaped(text))</text>
      """
  }
}

/// The text between tags: what XML cannot hold is a space.
func xmlEscaped(_ text: String) -> String {
  var escaped = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": escaped += "&amp;"
    case "<": escaped += "&lt;"
    case ">": escaped += "&gt;"
    case "\"": escaped += "&quot;"
    case "\n": escaped += "\n"
    case _ where scalar.value < 32 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
      escaped += " "
    default: escaped.unicodeScalars.append(scalar)
    }
  }
  return escaped
}
