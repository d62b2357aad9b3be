/// A line of text where layout put it.
struct PlacedText: Sendable {
  let text: String
  let anchor: Point
  let style: TextStyle

  var bounds: Rectangle { style.bounds(of: text, at: anchor) }

  func draw(on canvas: inout some Canvas) { canvas.drawText(text, at: anchor, style: style) }
}
