/// Centroids that are all multiples of a step from one to another, without zero (FORMAT.md, section
/// 6.5): six bytes or seven say how many there may be.
struct CentroidGrid: Equatable {
  let step: Float
  /// The least multiple; not 0.
  let first: Int
  let count: Int

  /// What 256 centroids need, to either side.
  static let multiples = -256...256

  init(step: Float, first: Int, count: Int) {
    (self.step, self.first, self.count) = (step, first, count)
  }

  /// nil unless the centroids are, to the bit, what `centroids` makes of a grid.
  init?(_ centroids: [Float]) {
    guard let least = centroids.first, centroids.allSatisfy(\.isFinite) else { return nil }
    // Only around zero two neighbours are more than a step apart, and then one of them is a step
    // away from zero.
    let distances = zip(centroids, centroids.dropFirst()).map { $1 - $0 }
    let steps = [distances.min(), centroids.map(\.magnitude).min()].compactMap { $0 }
    for step in steps where step > 0 && step.isFinite {
      let first = (least / step).rounded()
      guard first.isFinite, first != 0, let multiple = Int(exactly: first),
        Self.multiples.contains(multiple)
      else { continue }
      let grid = Self(step: step, first: multiple, count: centroids.count)
      guard zip(grid.centroids, centroids).allSatisfy({ $0.bitPattern == $1.bitPattern }) else {
        continue
      }
      self = grid
      return
    }
    return nil
  }

  /// step · first, step · (first + 1), ... in 32-bit floats; 0 is left out.
  var centroids: [Float] {
    (0..<count).map { place in
      let multiple = first + place
      return step * Float(first < 0 && multiple >= 0 ? multiple + 1 : multiple)
    }
  }
}
