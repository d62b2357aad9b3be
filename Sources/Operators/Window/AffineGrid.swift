import Tensors

/// The grid that an affine map makes of an image's pixels: theta · (x, y, 1).
struct AffineGrid: RealOperator {
  static let names = ["AffineGrid"]

  let alignsCorners: Bool

  init(_ node: inout OperatorNode) throws(OperatorError) {
    alignsCorners = try node.flag("align_corners")
  }

  /// Inputs: theta [batch, dimensions, dimensions + 1], the image's shape.
  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    let theta = try inputs.reals(0, as: type, ranks: 3...3)
    let shape = try inputs.integers(1)
    let dimensions = shape.count - 2
    guard (2...3).contains(dimensions),
      theta.shape == [shape[0], dimensions, dimensions + 1]
    else { throw OperatorError("theta \(theta.shape) does not fit an image \(shape)") }
    let extents = Array(shape[2...])
    var output = try RealTensor<Real>(shape: [shape[0]] + extents + [dimensions])
    let pixels = Axes.product(extents)
    for index in 0..<shape[0] * pixels {
      // The last dimension is x.
      var (rest, place): (Int, [Real]) = (index % pixels, [])
      for extent in extents.reversed() {
        place.append(coordinate(rest % extent, extent))
        rest /= extent
      }
      place.append(1)
      for row in 0..<dimensions {
        let first = (index / pixels * dimensions + row) * (dimensions + 1)
        output.values[index * dimensions + row] = place.indices.reduce(Real(0)) {
          $0 + theta.values[first + $1] * place[$1]
        }
      }
    }
    return [output.typed]
  }

  /// Between -1 and 1.
  private func coordinate<Real: RealElement>(_ index: Int, _ extent: Int) -> Real {
    guard alignsCorners else { return (2 * Real(index) + 1) / Real(extent) - 1 }
    return extent == 1 ? -1 : 2 * Real(index) / Real(extent - 1) - 1
  }
}
