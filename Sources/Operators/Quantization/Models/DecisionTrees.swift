import Tensors

/// Trees that compare one feature after the other until they come to a leaf, whose numbers are
/// added to some targets.
struct DecisionTrees: Sendable {
  enum Comparison: String, CaseIterable, Sendable {
    case lessOrEqual = "BRANCH_LEQ"
    case less = "BRANCH_LT"
    case greaterOrEqual = "BRANCH_GTE"
    case greater = "BRANCH_GT"
    case equal = "BRANCH_EQ"
    case notEqual = "BRANCH_NEQ"
    case member = "BRANCH_MEMBER"

    func holds(_ x: Double, _ value: Double, _ members: [Double]) -> Bool {
      switch self {
      case .lessOrEqual: x <= value
      case .less: x < value
      case .greaterOrEqual: x >= value
      case .greater: x > value
      case .equal: x == value
      case .notEqual: x != value
      case .member: members.contains(x)
      }
    }
  }

  enum Child: Sendable {
    case branch(Int)
    case leaf(Int)
  }

  struct Branch: Sendable {
    let feature: Int
    let comparison: Comparison
    let value: Double
    var members: [Double] = []
    let takesMissing: Bool
    let ifTrue: Child
    let ifFalse: Child
  }

  /// What a leaf adds: targets and numbers.
  typealias Leaf = [(target: Int, weight: Double)]

  enum Aggregate: String, CaseIterable, Sendable {
    case average = "AVERAGE"
    case sum = "SUM"
    case smallest = "MIN"
    case largest = "MAX"
  }

  let branches: [Branch]
  let leaves: [Leaf]
  let roots: [Child]
  let targets: Int

  /// Throws when a number points nowhere.
  init(branches: [Branch], leaves: [Leaf], roots: [Child], targets: Int) throws(OperatorError) {
    func exists(_ child: Child) -> Bool {
      switch child {
      case .branch(let index): branches.indices.contains(index)
      case .leaf(let index): leaves.indices.contains(index)
      }
    }
    guard targets > 0, targets <= Axes.largestCount, roots.allSatisfy(exists),
      branches.allSatisfy({ exists($0.ifTrue) && exists($0.ifFalse) && $0.feature >= 0 }),
      leaves.joined().allSatisfy({ (0..<targets).contains($0.target) })
    else { throw OperatorError("a node points to one that is not there") }
    (self.branches, self.leaves, self.roots) = (branches, leaves, roots)
    self.targets = targets
  }

  private func leaf(_ root: Child, _ row: (Int) -> Double) throws(OperatorError) -> Leaf {
    var child = root
    // A path longer than all branches goes in circles.
    for _ in 0...branches.count {
      guard case .branch(let index) = child else { break }
      let branch = branches[index]
      let x = row(branch.feature)
      let holds =
        branch.comparison.holds(x, branch.value, branch.members) || branch.takesMissing && x.isNaN
      child = holds ? branch.ifTrue : branch.ifFalse
    }
    guard case .leaf(let index) = child else { throw OperatorError("a tree goes in circles") }
    return leaves[index]
  }

  /// table: [rows, features] -> [rows, targets]
  func scores(_ table: [Double], features: Int, aggregate: Aggregate, base: [Double])
    throws(OperatorError) -> [[Double]]
  {
    guard branches.allSatisfy({ $0.feature < features }) else {
      throw OperatorError("a tree reads a feature beyond the \(features) that there are")
    }
    var all: [[Double]] = []
    for first in stride(from: 0, to: table.count, by: max(features, 1)) {
      var scores = [Double?](repeating: nil, count: targets)
      for root in roots {
        for (target, weight) in try leaf(root, { table[first + $0] }) {
          guard let score = scores[target] else {
            scores[target] = weight
            continue
          }
          switch aggregate {
          case .sum, .average: scores[target] = score + weight
          case .smallest: scores[target] = min(score, weight)
          case .largest: scores[target] = max(score, weight)
          }
        }
      }
      let divisor = aggregate == .average ? Double(max(roots.count, 1)) : 1
      all.append(
        scores.enumerated().map { ($1 ?? 0) / divisor + (base.isEmpty ? 0 : base[$0]) })
    }
    return all
  }
}
