import CKernels

/// Finds the nearest of ascending centroids for many values: the number of borders at or below
/// each.
package struct NearestCentroids {
  /// The smallest float at or above the middle of two neighbours: comparing floats with it gives
  /// what comparing doubles with the middle would.
  private let borders: [Float]

  /// Precondition: 1...256 centroids, ascending.
  package init(_ centroids: [Float]) {
    borders = zip(centroids, centroids.dropFirst()).map { left, right in
      Self.float(atOrAbove: (Double(left) + Double(right)) / 2)
    }
  }

  /// Of centroids that cost something beside the distance: value x gets the one with the least
  /// (x - c)^2 + r (Chou, Lookabaugh and Gray 1989). As a function of x that is x^2 plus a straight
  /// line of slope -2 c: the lower envelope of these lines, from the left, is that of the centroids
  /// that are ever taken; two neighbours l < m of it meet at (l + m) / 2 + (r_m - r_l) / 2 (m - l).
  /// Precondition: as many costs as centroids.
  package init(_ centroids: [Float], costs: [Double]) {
    precondition(centroids.count == costs.count)
    func border(_ left: Int, _ right: Int) -> Double {
      let (low, high) = (Double(centroids[left]), Double(centroids[right]))
      return (low + high) / 2 + (costs[right] - costs[left]) / (2 * (high - low))
    }
    var envelope: [(centroid: Int, begin: Double)] = []
    for index in centroids.indices {
      var begin = -Double.infinity
      while let last = envelope.last {
        if centroids[index] == centroids[last.centroid] {
          begin = costs[index] < costs[last.centroid] ? last.begin : .infinity
        } else {
          begin = border(last.centroid, index)
        }
        guard begin <= last.begin else { break }
        envelope.removeLast()
        begin = -.infinity
      }
      if begin < .infinity { envelope.append((index, begin)) }
    }
    // Where centroids are left out, values pass several borders at once.
    var borders = [Float](repeating: .infinity, count: max(0, centroids.count - 1))
    var place = 0
    for (centroid, begin) in envelope {
      while place < centroid {
        borders[place] = Self.float(atOrAbove: begin)
        place += 1
      }
    }
    self.borders = borders
  }

  private static func float(atOrAbove number: Double) -> Float {
    let rounded = Float(number)
    return Double(rounded) < number ? rounded.nextUp : rounded
  }

  /// One code a value; the upper one in the middle. Precondition: values are finite.
  package func codes(of values: [Float]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: values.count) { codes, count in
      if let codes = codes.baseAddress {
        dcs_count_borders(borders, borders.count, values, codes, values.count)
      }
      count = values.count
    }
  }
}
