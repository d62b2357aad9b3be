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
      let middle = (Double(left) + Double(right)) / 2
      let rounded = Float(middle)
      return Double(rounded) < middle ? rounded.nextUp : rounded
    }
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
