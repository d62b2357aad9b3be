/// The probabilities that one stream learns, one for each context, side by side.
///
/// - presence: by level of the neighbours' energies and by how strongly their ranks lean to a side;
/// - sign: by how far they lean to which side;
/// - size: by node of the tree; near the root also by level, and by whether the sign agrees with
///   the neighbours.
package struct RankContexts {
  static let signs = 11
  static let leans = 3
  package let sign = RankNeighbourhood.levels * leans
  package let sizeTop: Int
  package let sizeDeep: Int
  package let count: Int
  /// Decisions of a size that look at the neighbourhood, and contexts for each state of it.
  let topDepth: Int
  /// Sizes below zero have contexts of their own this far on, or 0.
  let topStride: Int
  let deepStride: Int

  /// Deep nodes start as if so many decisions had come: halves of narrow ranges are nearly equal.
  private static let deepCount: UInt32 = 8

  package init(_ model: RankModel) {
    let trees = model.trees
    let depth = trees.map(\.depth).max() ?? 0
    topDepth = model.neighbourhood?.sizeDepth ?? 0
    let (top, deep) = ((RankNeighbourhood.levels * Self.leans) << topDepth, 1 << depth)
    sizeTop = sign + Self.signs
    sizeDeep = sizeTop + (model.neighbourhood == nil ? 0 : top * trees.count)
    count = sizeDeep + deep * trees.count
    topStride = trees.count > 1 ? top : 0
    deepStride = trees.count > 1 ? deep : 0
  }

  /// Everything one half, and nodes without a choice never 1.
  package func initial(_ model: RankModel) -> [AdaptiveProbability] {
    var contexts = [AdaptiveProbability](repeating: AdaptiveProbability(), count: count)
    for (number, tree) in model.trees.enumerated() {
      for node in tree.isCertain.indices.dropFirst() {
        let deep = sizeDeep + number * deepStride + node
        contexts[deep] =
          tree.isCertain[node] ? .never : AdaptiveProbability(counted: Self.deepCount)
        guard tree.isCertain[node], node < 1 << topDepth, model.neighbourhood != nil else {
          continue
        }
        for state in 0..<RankNeighbourhood.levels * Self.leans {
          contexts[sizeTop + number * topStride + (state << topDepth) + node] = .never
        }
      }
    }
    return contexts
  }
}
