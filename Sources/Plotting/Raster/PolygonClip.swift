/// The part of a polygon inside a rectangle (Sutherland and Hodgman): cut by one border line after
/// the other. Points that are not finite are left out.
func clipPolygon(_ polygon: [Point], to rectangle: Rectangle) -> [Point] {
  var result = polygon.filter { $0.x.isFinite && $0.y.isFinite }
  if result.allSatisfy(rectangle.contains) { return result }
  result = cut(result, \.x, by: rectangle.x) { $0 >= $1 }
  result = cut(result, \.x, by: rectangle.right) { $0 <= $1 }
  result = cut(result, \.y, by: rectangle.y) { $0 >= $1 }
  return cut(result, \.y, by: rectangle.bottom) { $0 <= $1 }
}

private func cut(
  _ polygon: [Point], _ coordinate: WritableKeyPath<Point, Double>, by border: Double,
  keeps: (Double, Double) -> Bool
) -> [Point] {
  guard var previous = polygon.last else { return [] }
  var result: [Point] = []
  for point in polygon {
    let (isIn, wasIn) = (
      keeps(point[keyPath: coordinate], border), keeps(previous[keyPath: coordinate], border)
    )
    if isIn != wasIn {
      let part =
        (border - previous[keyPath: coordinate])
        / (point[keyPath: coordinate] - previous[keyPath: coordinate])
      var crossing = Point(
        previous.x + (point.x - previous.x) * part, previous.y + (point.y - previous.y) * part)
      crossing[keyPath: coordinate] = border
      result.append(crossing)
    }
    if isIn { result.append(point) }
    previous = point
  }
  return result
}
