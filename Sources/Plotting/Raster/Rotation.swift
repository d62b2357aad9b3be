import Glibc

/// Turns points counter-clockwise (on the screen) around a centre; quarter turns are exact.
struct Rotation {
  private let cosine: Double
  private let sine: Double
  private let center: Point

  init(degrees: Double, around center: Point) {
    self.center = center
    switch degrees {
    case 0: (cosine, sine) = (1, 0)
    case 90: (cosine, sine) = (0, 1)
    case -90, 270: (cosine, sine) = (0, -1)
    default: (cosine, sine) = (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
    }
  }

  func apply(_ point: Point) -> Point {
    let x = point.x - center.x
    let y = point.y - center.y
    return Point(center.x + cosine * x + sine * y, center.y - sine * x + cosine * y)
  }
}
