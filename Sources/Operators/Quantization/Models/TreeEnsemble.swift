import Tensors

/// Decision trees whose leaves are numbered by themselves (ai.onnx.ml 5).
struct TreeEnsemble: RealOperator {
  static let names = ["ai.onnx.ml.TreeEnsemble"]

  let trees: DecisionTrees
  let aggregate: DecisionTrees.Aggregate
  let postTransform: PostTransform

  init(_ node: inout OperatorNode) throws(OperatorError) {
    let aggregates: [DecisionTrees.Aggregate] = [.average, .sum, .smallest, .largest]
    let transforms: [PostTransform] = [.none, .softmax, .logistic, .softmaxZero, .probit]
    let aggregate = try node.integer("aggregate_function", default: 1)
    let transform = try node.integer("post_transform", default: 0)
    guard aggregates.indices.contains(aggregate), transforms.indices.contains(transform) else {
      throw OperatorError("aggregate_function or post_transform is not possible")
    }
    (self.aggregate, postTransform) = (aggregates[aggregate], transforms[transform])
    let targets = try node.integers("leaf_targetids") ?? []
    let weights = try node.tensor("leaf_weights")?.numbers ?? []
    guard targets.count == weights.count else {
      throw OperatorError("\(weights.count) leaf weights do not fit \(targets.count) leaves")
    }
    let branches = try Self.branches(&node)
    // A tree may be a leaf: both ways of its root lead to it.
    let roots = (try node.integers("tree_roots") ?? []).map { root -> DecisionTrees.Child in
      guard branches.indices.contains(root), case .leaf(let a) = branches[root].ifTrue,
        case .leaf(let b) = branches[root].ifFalse, a == b
      else { return .branch(root) }
      return .leaf(a)
    }
    trees = try DecisionTrees(
      branches: branches, leaves: zip(targets, weights).map { [($0, $1)] }, roots: roots,
      targets: try node.integer("n_targets", default: 1))
  }

  private static func branches(_ node: inout OperatorNode) throws(OperatorError)
    -> [DecisionTrees.Branch]
  {
    let features = try node.integers("nodes_featureids") ?? []
    let modes = try node.tensor("nodes_modes")?.integers ?? []
    let splits = try node.tensor("nodes_splits")?.numbers ?? []
    let missing = try node.integers("nodes_missing_value_tracks_true") ?? features.map { _ in 0 }
    _ = try node.tensor("nodes_hitrates")
    var ways: [[DecisionTrees.Child]] = []
    for side in ["true", "false"] {
      let numbers = try node.integers("nodes_\(side)nodeids") ?? []
      let areLeaves = try node.integers("nodes_\(side)leafs") ?? []
      guard numbers.count == features.count, areLeaves.count == features.count else {
        throw OperatorError("nodes_\(side)nodeids do not fit \(features.count) nodes")
      }
      ways.append(zip(numbers, areLeaves).map { $1 != 0 ? .leaf($0) : .branch($0) })
    }
    let comparisons = DecisionTrees.Comparison.allCases
    guard [modes.count, splits.count, missing.count].allSatisfy({ $0 == features.count }),
      modes.allSatisfy(comparisons.indices.contains)
    else { throw OperatorError("modes or splits do not fit \(features.count) nodes") }
    // Sets of members end with nan, in the order of their nodes.
    let members = try node.tensor("membership_values")?.numbers ?? []
    var sets = members.split(omittingEmptySubsequences: false, whereSeparator: \.isNaN)[...]
    return features.indices.map { index in
      let comparison = comparisons[modes[index]]
      return DecisionTrees.Branch(
        feature: features[index], comparison: comparison, value: splits[index],
        members: comparison == .member ? Array(sets.popFirst() ?? []) : [],
        takesMissing: missing[index] != 0, ifTrue: ways[0][index], ifFalse: ways[1][index])
    }
  }

  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    let input = try inputs.reals(0, as: type, ranks: 2...2)
    let scores = try trees.scores(
      input.values.map { Double($0) }, features: input.shape[1], aggregate: aggregate, base: [])
    let values = scores.flatMap { postTransform != .none ? transformed($0) : $0 }
    return [TypedTensor(shape: [scores.count, trees.targets], values.map { Real($0) })]
  }

  private func transformed(_ row: [Double]) -> [Double] {
    postTransform(row.map { Float($0) }).map { Double($0) }
  }
}

/// Decision trees whose nodes are numbered within their tree (ai.onnx.ml 1).
struct TreeEnsembleRegressor: Operator {
  static let names = ["ai.onnx.ml.TreeEnsembleRegressor"]

  let trees: DecisionTrees
  let aggregate: DecisionTrees.Aggregate
  let base: [Double]
  let postTransform: PostTransform

  init(_ node: inout OperatorNode) throws(OperatorError) {
    let word = try node.word("aggregate_function", of: ["SUM", "AVERAGE", "MIN", "MAX"])
    aggregate = DecisionTrees.Aggregate(rawValue: word) ?? .sum
    postTransform = try PostTransform(&node)
    let targets = try node.integer("n_targets", default: 1)
    trees = try TreeNodes(&node).trees(
      treeIDs: node.integers("target_treeids") ?? [],
      nodeIDs: node.integers("target_nodeids") ?? [],
      targets: node.integers("target_ids") ?? [], weights: node.numbers("target_weights") ?? [],
      count: targets)
    base = (try node.numbers("base_values") ?? []).map { Double($0) }
    guard base.isEmpty || base.count == targets else {
      throw OperatorError("\(base.count) base_values do not fit \(targets) targets")
    }
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let table = try FeatureTable(Inputs(inputs).required(0))
    let scores = try trees.scores(
      table.values.map { Double($0) }, features: table.columns, aggregate: aggregate, base: base)
    return [
      TypedTensor(
        shape: [scores.count, trees.targets],
        scores.flatMap { row in postTransform(row.map { Float($0) }) })
    ]
  }
}
