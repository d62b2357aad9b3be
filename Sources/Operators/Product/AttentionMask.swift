import Tensors

/// Which keys each query may see, as numbers that are added to the scores: -∞ hides a key.
struct AttentionMask<Real: RealElement>: Sendable {
  struct Extents: Sendable {
    let batch: Int
    let heads: Int
    let queries: Int
    let keys: Int
  }

  let extents: Extents
  /// Keys of each sample that hold something; nil for all.
  let filledKeys: [Int]?
  /// Keys before the first query, for each sample.
  let offsets: [Int]
  let isCausal: Bool
  /// Keys to the left and right that a query may see; -1 for all.
  let window: (left: Int, right: Int)
  private let addends: [Real]
  private let addendKeys: Int
  private let strides: [Int]

  init(
    _ mask: TypedTensor?, extents: Extents, filledKeys: [Int]?, offsets: [Int], isCausal: Bool,
    window: (left: Int, right: Int)
  ) throws(OperatorError) {
    (self.extents, self.filledKeys, self.offsets) = (extents, filledKeys, offsets)
    (self.isCausal, self.window) = (isCausal, window)
    guard let mask else {
      (addends, addendKeys, strides) = ([], 0, [])
      return
    }
    let keys = mask.shape.last ?? 1
    // One key stands for all only when the mask is broadcast; a shorter mask hides the rest.
    addendKeys = keys == 1 ? extents.keys : keys
    let wanted = [extents.batch, extents.heads, extents.queries, addendKeys]
    guard addendKeys <= extents.keys, Shape.broadcast(mask.shape, wanted) == wanted else {
      throw OperatorError("mask \(mask.shape) does not fit the scores \(wanted)")
    }
    strides = Shape.broadcastStrides(of: mask.shape, to: wanted)
    switch mask.elements {
    case .bool(let seen): addends = seen.map { $0 ? 0 : -.infinity }
    default:
      guard mask.type.isFloat else { throw OperatorError("a mask is not of type \(mask.type)") }
      addends = Inputs.values(mask)
    }
  }

  /// What to add to the scores of one query.
  func row(sample: Int, head: Int, query: Int) -> [Real] {
    var row = [Real](repeating: 0, count: extents.keys)
    if !strides.isEmpty {
      let start = sample * strides[0] + head * strides[1] + query * strides[2]
      for key in 0..<addendKeys { row[key] = addends[start + key * strides[3]] }
      for key in addendKeys..<extents.keys { row[key] = -.infinity }
    }
    let position = query + offsets[sample]
    var seen = 0..<extents.keys
    func keep(_ lower: Int, _ upper: Int) {
      let first = max(seen.lowerBound, min(lower, seen.upperBound))
      seen = first..<max(first, min(seen.upperBound, upper))
    }
    if isCausal { keep(0, position + 1) }
    if window.right >= 0 { keep(0, position + window.right + 1) }
    if window.left >= 0 { keep(position - window.left, extents.keys) }
    if let filledKeys { keep(0, filledKeys[sample]) }
    for key in 0..<seen.lowerBound { row[key] = -.infinity }
    for key in seen.upperBound..<extents.keys { row[key] = -.infinity }
    return row
  }
}
