import Tensors

/// Weights that a file holds as Gather(codebook, codes).
struct ONNXSharedWeights {
  let shape: [Int]
  let centroids: [Float]
  /// One a weight, below the number of centroids.
  let codes: [UInt16]

  /// nil when there are too many centroids for codes of 16 bits, or a code has no centroid.
  /// Negative codes, which count from the end, are none.
  init?(shape: [Int], centroids: [Float], codes: [Int]) {
    guard centroids.count <= 1 << 16, codes.allSatisfy(centroids.indices.contains) else {
      return nil
    }
    (self.shape, self.centroids, self.codes) = (shape, centroids, codes.map { UInt16($0) })
  }

  var values: [Float] { codes.map { centroids[Int($0)] } }

  /// Centroids that are 0 stand for pruned weights. nil when more than 256 others are left.
  /// Centroids count as 16-bit ones when they can all be.
  var weights: SharedWeights? {
    let kept = centroids.indices.filter { centroids[$0] != 0 }
    guard (1...256).contains(kept.count) else { return nil }
    var places = [UInt8?](repeating: nil, count: centroids.count)
    for (place, code) in kept.enumerated() { places[code] = UInt8(place) }
    let values = kept.map { centroids[$0] }
    let isHalf = values.allSatisfy { Float(Float16($0)) == $0 }
    return SharedWeights(
      mask: Mask(shape: shape, isKept: codes.map { places[Int($0)] != nil }),
      codes: codes.compactMap { places[Int($0)] },
      codebook: Codebook(centroids: values, precision: isHalf ? .float16 : .float32),
      bits: max(1, Int.bitWidth - (values.count - 1).leadingZeroBitCount))
  }
}
