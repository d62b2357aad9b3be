import Tensors

extension Mask {
  /// Removes survivors in ascending order of magnitude |score| (of equals, the first in the tensor)
  /// until `removed` of all weights are gone. What is not a number counts as larger than all
  /// numbers.
  public static func removingSmallest(scores: [Float], of mask: Mask, removed: Int) -> Mask {
    let excess = removed - (mask.count - mask.survivorCount)
    guard excess > 0 else { return mask }
    return MagnitudeCut(scores, mask, removed: excess).mask(of: scores, mask)
  }
}
