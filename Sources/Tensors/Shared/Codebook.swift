/// The shared weights of one layer (paper section 3): a weight is a pointer to one of these
/// centroids.
public struct Codebook: Sendable, Equatable {
  /// Ascending after k-means; fine-tuning may reorder them. At most 256. Every one is representable
  /// in `precision`.
  public let centroids: [Float]
  public let precision: CentroidPrecision

  public init(centroids: [Float], precision: CentroidPrecision) {
    precondition(centroids.count <= 256)
    self.centroids = precision.rounded(centroids)
    self.precision = precision
  }

  public var count: Int { centroids.count }
}
