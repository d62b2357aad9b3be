/// The part of a segment inside a rectangle (Liang and Barsky), or nil if it misses it.
func clipSegment(_ a: Point, _ b: Point, to rectangle: Rectangle) -> (Point, Point)? {
  var enter = 0.0
  var leave = 1.0
  let (dx, dy) = (b.x - a.x, b.y - a.y)
  let borders = [
    (-dx, a.x - rectangle.x), (dx, rectangle.right - a.x), (-dy, a.y - rectangle.y),
    (dy, rectangle.bottom - a.y),
  ]
  for (speed, distance) in borders {
    if speed == 0 {
      if distance < 0 { return nil }
    } else if speed < 0 {
      enter = max(enter, distance / speed)
    } else {
      leave = min(leave, distance / speed)
    }
  }
  guard enter <= leave else { return nil }
  return (Point(a.x + dx * enter, a.y + dy * enter), Point(a.x + dx * leave, a.y + dy * leave))
}
