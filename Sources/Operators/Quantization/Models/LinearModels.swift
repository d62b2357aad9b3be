import Tensors

/// Σ features · coefficients + intercepts for each target.
struct LinearModel: Sendable {
  let coefficients: [Float]
  let intercepts: [Float]
  let targets: Int

  /// Precondition: at least one target.
  func scores(_ table: FeatureTable) throws(OperatorError) -> RealTensor<Float> {
    guard targets.multipliedReportingOverflow(by: table.columns) == (coefficients.count, false),
      intercepts.isEmpty || intercepts.count == targets
    else {
      throw OperatorError("\(coefficients.count) coefficients do not fit \(table.columns) features")
    }
    var scores = try BatchedProduct.of(
      RealTensor(shape: [table.rows, table.columns], values: table.values),
      RealTensor(shape: [targets, table.columns], values: coefficients), rightTransposed: true)
    for index in scores.values.indices where !intercepts.isEmpty {
      scores.values[index] += intercepts[index % targets]
    }
    return scores
  }
}

struct LinearRegressor: Operator {
  static let names = ["ai.onnx.ml.LinearRegressor"]

  let model: LinearModel
  let postTransform: PostTransform

  init(_ node: inout OperatorNode) throws(OperatorError) {
    let targets = try node.integer("targets", default: 1)
    guard targets > 0 else { throw OperatorError("targets=\(targets) is not positive") }
    model = LinearModel(
      coefficients: try node.numbers("coefficients") ?? [],
      intercepts: try node.numbers("intercepts") ?? [], targets: targets)
    postTransform = try PostTransform(&node)
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let scores = try model.scores(FeatureTable(Inputs(inputs).required(0)))
    let rows = (0..<scores.shape[0]).flatMap { row in
      postTransform(Array(scores.values[row * model.targets..<(row + 1) * model.targets]))
    }
    return [TypedTensor(shape: scores.shape, rows)]
  }
}

/// The label of the largest score, and the scores. One score decides between two labels by its
/// sign.
struct LinearClassifier: Operator {
  static let names = ["ai.onnx.ml.LinearClassifier"]

  let model: LinearModel
  let labels: [Int]
  let postTransform: PostTransform

  init(_ node: inout OperatorNode) throws(OperatorError) {
    guard try (node.texts("classlabels_strings") ?? []).isEmpty else {
      throw OperatorError("labels that are texts are not possible")
    }
    labels = try node.integers("classlabels_ints") ?? []
    _ = try node.integer("multi_class")
    let intercepts = try node.numbers("intercepts") ?? []
    model = LinearModel(
      coefficients: try node.numbers("coefficients") ?? [], intercepts: intercepts,
      targets: intercepts.isEmpty ? labels.count : intercepts.count)
    postTransform = try PostTransform(&node)
    guard model.targets > 0, labels.count == max(2, model.targets) else {
      throw OperatorError("\(labels.count) labels do not fit \(model.targets) scores")
    }
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let scores = try model.scores(FeatureTable(Inputs(inputs).required(0)))
    var (chosen, all): ([Int64], [Float]) = ([], [])
    for row in 0..<scores.shape[0] {
      let own = Array(scores.values[row * model.targets..<(row + 1) * model.targets])
      if own.count == 1 {
        chosen.append(Int64(labels[own[0] > 0 ? 1 : 0]))
        all += both(own[0])
      } else {
        let best = own.indices.reduce(0) { own[$1] > own[$0] ? $1 : $0 }
        chosen.append(Int64(labels[best]))
        all += postTransform(own)
      }
    }
    return [
      TypedTensor(shape: [chosen.count], chosen),
      TypedTensor(shape: [chosen.count, labels.count], all),
    ]
  }

  /// Of two labels only the logistic function makes probabilities.
  private func both(_ score: Float) -> [Float] {
    postTransform == .logistic ? postTransform([-score, score]) : [1 - score, score]
  }
}
