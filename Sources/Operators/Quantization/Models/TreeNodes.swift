import Tensors

/// Nodes of decision trees as ai.onnx.ml 1 writes them: lists of equal length, one element a node.
struct TreeNodes {
  private struct Key: Hashable {
    let tree: Int
    let node: Int
  }

  private let keys: [Key]
  private let modes: [String]
  private let features: [Int]
  private let values: [Float]
  private let missing: [Int]
  private let trueNodes: [Int]
  private let falseNodes: [Int]

  init(_ node: inout OperatorNode) throws(OperatorError) {
    let treeIDs = try node.integers("nodes_treeids") ?? []
    let nodeIDs = try node.integers("nodes_nodeids") ?? []
    keys = zip(treeIDs, nodeIDs).map { Key(tree: $0, node: $1) }
    modes = try node.texts("nodes_modes") ?? []
    features = try node.integers("nodes_featureids") ?? []
    values = try node.numbers("nodes_values") ?? []
    trueNodes = try node.integers("nodes_truenodeids") ?? []
    falseNodes = try node.integers("nodes_falsenodeids") ?? []
    let missing = try node.integers("nodes_missing_value_tracks_true") ?? []
    self.missing = missing.isEmpty ? modes.map { _ in 0 } : missing
    _ = try node.numbers("nodes_hitrates")
    let counts = [
      nodeIDs.count, keys.count, modes.count, features.count, values.count, trueNodes.count,
      falseNodes.count, self.missing.count,
    ]
    guard counts.allSatisfy({ $0 == treeIDs.count }), Set(keys).count == keys.count else {
      throw OperatorError("the lists of nodes do not fit each other")
    }
  }

  /// What leaves add: for each tree and node a target and a number.
  func trees(treeIDs: [Int], nodeIDs: [Int], targets: [Int], weights: [Float], count: Int)
    throws(OperatorError) -> DecisionTrees
  {
    guard [nodeIDs.count, targets.count, weights.count].allSatisfy({ $0 == treeIDs.count }) else {
      throw OperatorError("the lists of leaves do not fit each other")
    }
    var added: [Key: DecisionTrees.Leaf] = [:]
    for index in treeIDs.indices {
      added[Key(tree: treeIDs[index], node: nodeIDs[index]), default: []].append(
        (targets[index], Double(weights[index])))
    }
    var leaves: [DecisionTrees.Leaf] = []
    var children: [Key: DecisionTrees.Child] = [:]
    var inner: [Int] = []
    for (index, key) in keys.enumerated() {
      if modes[index] == "LEAF" {
        children[key] = .leaf(leaves.count)
        leaves.append(added[key] ?? [])
      } else {
        children[key] = .branch(inner.count)
        inner.append(index)
      }
    }
    var branches: [DecisionTrees.Branch] = []
    for index in inner {
      let tree = keys[index].tree
      guard let comparison = DecisionTrees.Comparison(rawValue: modes[index]),
        comparison != .member,
        let ifTrue = children[Key(tree: tree, node: trueNodes[index])],
        let ifFalse = children[Key(tree: tree, node: falseNodes[index])]
      else { throw OperatorError("a node of tree \(tree) is not understood") }
      branches.append(
        .init(
          feature: features[index], comparison: comparison, value: Double(values[index]),
          takesMissing: missing[index] != 0, ifTrue: ifTrue, ifFalse: ifFalse))
    }
    // Each tree begins with its first node.
    var seen = Set<Int>()
    let roots = keys.filter { seen.insert($0.tree).inserted }.compactMap { children[$0] }
    return try DecisionTrees(branches: branches, leaves: leaves, roots: roots, targets: count)
  }
}
