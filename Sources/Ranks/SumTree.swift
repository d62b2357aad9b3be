/// The order in which the parts 0..<count of a sum are added: a binary tree that depends on their
/// number alone, so that the rounded result does not depend on who adds what.
///
///     count = 5:  ((0 + 1) + (2 + 3)) + 4
///
/// Every inner node adds the sum of its left parts, whose number is the largest power of two below
/// its own, and that of the others.
public enum SumTree {
  /// Where a node's parts are cut in two. Precondition: two parts or more.
  static func middle(of parts: Range<Int>) -> Int {
    var left = 1
    while 2 * left < parts.count { left *= 2 }
    return parts.lowerBound + left
  }

  /// The largest nodes of the tree over 0..<count whose parts all lie in `own`, from left to right.
  public static func nodes(within own: Range<Int>, of count: Int) -> [Range<Int>] {
    nodes(within: own, below: 0..<count)
  }

  private static func nodes(within own: Range<Int>, below parts: Range<Int>) -> [Range<Int>] {
    if parts.isEmpty || own.clamped(to: parts).isEmpty { return [] }
    if own.lowerBound <= parts.lowerBound, parts.upperBound <= own.upperBound { return [parts] }
    let middle = middle(of: parts)
    return nodes(within: own, below: parts.lowerBound..<middle)
      + nodes(within: own, below: middle..<parts.upperBound)
  }

  /// The sum of a node, from the vectors of some nodes below it that cover it; `known` gives those.
  /// nil when they do not cover it.
  public static func sum(of parts: Range<Int>, _ known: (Range<Int>) -> [Float]?) -> [Float]? {
    if let sum = known(parts) { return sum }
    guard parts.count > 1 else { return nil }
    let middle = middle(of: parts)
    guard var left = sum(of: parts.lowerBound..<middle, known),
      let right = sum(of: middle..<parts.upperBound, known)
    else { return nil }
    add(right, to: &left)
    return left
  }

  static func add(_ right: [Float], to left: inout [Float]) {
    precondition(left.count == right.count)
    left.withUnsafeMutableBufferPointer { left in
      right.withUnsafeBufferPointer { right in add(right, to: left) }
    }
  }

  private static func add(
    _ right: UnsafeBufferPointer<Float>, to left: UnsafeMutableBufferPointer<Float>
  ) {
    guard let target = left.baseAddress, let source = right.baseAddress else { return }
    for place in 0..<right.count { target[place] += source[place] }
  }

  /// The sum of `count` parts into `total`, from nodes that cover them, in blocks that stay in the
  /// first cache.
  package static func add(
    _ count: Int, _ nodes: [Range<Int>: UnsafeBufferPointer<Float>],
    into total: UnsafeMutableBufferPointer<Float>
  ) {
    for first in stride(from: 0, to: total.count, by: blockSize) {
      let block = first..<min(total.count, first + blockSize)
      add(0..<count, nodes, block, into: UnsafeMutableBufferPointer(rebasing: total[block]))
    }
  }

  private static let blockSize = 1 << 11

  private static func add(
    _ parts: Range<Int>, _ nodes: [Range<Int>: UnsafeBufferPointer<Float>], _ block: Range<Int>,
    into target: UnsafeMutableBufferPointer<Float>
  ) {
    if let vector = nodes[parts] {
      _ = target.update(fromContentsOf: vector[block])
      return
    }
    precondition(parts.count > 1, "the nodes cover all parts")
    let middle = middle(of: parts)
    add(parts.lowerBound..<middle, nodes, block, into: target)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: block.count) { right in
      right.initialize(repeating: 0)
      add(middle..<parts.upperBound, nodes, block, into: right)
      add(UnsafeBufferPointer(right), to: target)
    }
  }

  /// The parts of each of `ranks` ranks: neighbours, in numbers that differ by one at most.
  public static func shares(of count: Int, among ranks: Int) -> [Range<Int>] {
    (0..<ranks).map { $0 * count / ranks..<($0 + 1) * count / ranks }
  }
}
