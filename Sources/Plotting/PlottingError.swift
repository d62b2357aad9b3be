/// What can be wrong with a picture asked for.
public enum PlottingError: Error, Equatable {
  /// A side is below 1 or above the limit, in pixels.
  case badSize(width: Int, height: Int, limit: Int)
  /// The scale (pixels per typographic unit) is not a number from 0.1 to 20.
  case badScale(Double)
  /// Two series that must be equally long are not.
  case unequalLengths(mark: String, what: String, expected: Int, found: Int)
  /// Axis limits that are not finite, not ascending, or not positive on a logarithmic axis.
  case badLimits(axis: String, reason: String)
  /// Histogram or heat map edges that are not finite and ascending.
  case badEdges(mark: String)
  /// A figure of no charts, or with a grid that cannot hold them.
  case badGrid(charts: Int, columns: Int)
  /// Bars whose axis is logarithmic, or does not reach zero: their lengths would mean nothing.
  case barsWithoutZero(axis: String)
  /// More shapes than a vector picture should have.
  case tooManyShapes(limit: Int)
  /// libpng refused, in its own words.
  case encodingFailed(String)
}

extension PlottingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .badSize(let width, let height, let limit):
      """
      a picture of \(width) x \(height) pixels cannot be drawn: each side must be from 1 to \
      \(limit)
      """
    case .badScale(let scale): "a picture cannot be drawn at scale \(scale): use 0.1 to 20"
    case .unequalLengths(let mark, let what, let expected, let found):
      "\(mark): \(what) must have \(expected) elements, but has \(found)"
    case .badLimits(let axis, let reason): "limits of the \(axis) axis: \(reason)"
    case .badEdges(let mark): "\(mark): edges must be finite and ascending"
    case .badGrid(let charts, let columns):
      "a figure cannot show \(charts) charts in \(columns) columns"
    case .barsWithoutZero(let axis):
      """
      bars begin at zero, which the \(axis) axis does not show: draw points, or give it a linear \
      scale that holds zero
      """
    case .tooManyShapes(let limit):
      "a picture of more than \(limit) shapes is no good as vectors: write a .png"
    case .encodingFailed(let message): "the picture could not be written as PNG: \(message)"
    }
  }
}
