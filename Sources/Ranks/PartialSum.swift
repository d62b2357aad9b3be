/// A sum in the order of `SumTree`, of parts that come one by one, whichever first. A node is added
/// as soon as both of its sides are there, so that few vectors are kept.
public struct PartialSum: Sendable {
  private let count: Int
  /// The largest nodes so far.
  public private(set) var nodes: [Range<Int>: [Float]] = [:]

  /// Of `count` parts.
  public init(of count: Int) { self.count = count }

  /// Precondition: the part was not added before.
  public mutating func add(_ vector: [Float], part: Int) {
    precondition((0..<count).contains(part))
    nodes[part..<part + 1] = vector
    join(0..<count, around: part)
  }

  /// All parts' sum; nil while some are missing.
  public var total: [Float]? { nodes[0..<count] }

  /// Adds the sides of the nodes on the way from a part up to `parts`.
  private mutating func join(_ parts: Range<Int>, around part: Int) {
    guard parts.count > 1, nodes[parts] == nil else { return }
    let middle = SumTree.middle(of: parts)
    let (left, right) = (parts.lowerBound..<middle, middle..<parts.upperBound)
    join(left.contains(part) ? left : right, around: part)
    guard let addend = nodes[right], var sum = nodes.removeValue(forKey: left) else { return }
    nodes[right] = nil
    SumTree.add(addend, to: &sum)
    nodes[parts] = sum
  }
}
