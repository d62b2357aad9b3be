import Memory
import Tensors

/// Arithmetic of axes and extents that come from files and data.
enum Axes {
  /// More elements than this no tensor may have.
  static let largestCount = Int(Int32.max)

  /// Negative axes count from behind.
  static func normalized(_ axis: Int, rank: Int) throws(OperatorError) -> Int {
    guard axis >= -rank, axis < rank else {
      throw OperatorError("axis \(axis) is beyond rank \(rank)")
    }
    return axis < 0 ? axis + rank : axis
  }

  /// In the same order; throws for axes that come twice.
  static func normalized(_ axes: [Int], rank: Int) throws(OperatorError) -> [Int] {
    var known: [Int] = []
    for axis in axes {
      let place = try normalized(axis, rank: rank)
      guard !known.contains(place) else { throw OperatorError("axis \(axis) comes twice") }
      known.append(place)
    }
    return known
  }

  /// Elements of a tensor of that shape, for which there is memory: a few bytes of a model can ask
  /// for gigabytes. An extent of 0 counts as 1, so that no product of the others overflows and no
  /// loop over them is endless.
  @discardableResult
  static func count(_ shape: [Int]) throws(OperatorError) -> Int {
    var count = 1
    for extent in shape where extent != 0 {
      guard extent >= 0 else { throw OperatorError("shape \(shape) has a negative extent") }
      let (product, overflows) = count.multipliedReportingOverflow(by: extent)
      guard !overflows, product <= largestCount else {
        throw OperatorError("shape \(shape) has more than \(largestCount) elements")
      }
      count = product
    }
    do {
      try MemoryBudget.require(4 * count, for: "a value of shape \(shape)")
    } catch { throw OperatorError(error) }
    return shape.contains(0) ? 0 : count
  }

  /// The length of each of so many equal parts of an extent; nil where it has none such. An extent
  /// of 0 makes one part, not as many as a file may ask for.
  static func part(of extent: Int, in parts: Int) -> Int? {
    guard parts > 0, parts <= max(extent, 1), extent % parts == 0 else { return nil }
    return extent / parts
  }

  /// Of extents that are checked already.
  static func product(_ extents: some Sequence<Int>) -> Int { extents.reduce(1, *) }

  /// NumPy's rule over any number of shapes.
  static func broadcast(_ shapes: [[Int]]) throws(OperatorError) -> [Int] {
    var result: [Int] = []
    for shape in shapes {
      guard let both = Shape.broadcast(result, shape) else {
        throw OperatorError("shapes \(shapes) do not fit each other")
      }
      result = both
    }
    try count(result)
    return result
  }

  /// An index that may count from behind, within 0 ..< extent.
  static func index(_ index: Int, extent: Int) throws(OperatorError) -> Int {
    guard index >= -extent, index < extent else {
      throw OperatorError("index \(index) is beyond extent \(extent)")
    }
    return index < 0 ? index + extent : index
  }
}

/// A shape as three extents around an axis: [outer, extent, inner].
struct AxisSplit {
  let axis: Int
  let outer: Int
  let extent: Int
  let inner: Int

  init(_ shape: [Int], axis: Int) throws(OperatorError) {
    self.axis = try Axes.normalized(axis, rank: shape.count)
    outer = shape[..<self.axis].reduce(1, *)
    extent = shape[self.axis]
    inner = shape[(self.axis + 1)...].reduce(1, *)
  }
}
