/// Arithmetic of extents and strides.
public enum Shape {
  /// Row-major strides: the last dimension moves by one.
  public static func strides(of shape: [Int]) -> [Int] {
    var strides = [Int](repeating: 1, count: shape.count)
    for dimension in shape.indices.dropLast().reversed() {
      strides[dimension] = strides[dimension + 1] * shape[dimension + 1]
    }
    return strides
  }

  /// NumPy's rule: shapes are aligned at the right; extents must be equal or 1. nil when they do
  /// not fit.
  public static func broadcast(_ left: [Int], _ right: [Int]) -> [Int]? {
    let rank = max(left.count, right.count)
    var result = [Int](repeating: 1, count: rank)
    for dimension in 0..<rank {
      let a = dimension + left.count >= rank ? left[dimension + left.count - rank] : 1
      let b = dimension + right.count >= rank ? right[dimension + right.count - rank] : 1
      guard a == b || a == 1 || b == 1 else { return nil }
      result[dimension] = a == 1 ? b : a
    }
    return result
  }

  /// Strides with which `shape` is read as `newShape`: 0 along repeated dimensions.
  package static func broadcastStrides(of shape: [Int], to newShape: [Int]) -> [Int] {
    let own = strides(of: shape)
    let missing = newShape.count - shape.count
    return newShape.indices.map { $0 < missing || shape[$0 - missing] == 1 ? 0 : own[$0 - missing] }
  }

  /// Offsets of all elements in row-major order of `shape`.
  package static func offsets(shape: [Int], strides: [Int]) -> [Int] {
    guard !shape.contains(0) else { return [] }  // without a list of what stands before the 0
    var offsets = [0]
    for (extent, stride) in zip(shape, strides) {
      offsets = offsets.flatMap { base in (0..<extent).map { base + $0 * stride } }
    }
    return offsets
  }
}
