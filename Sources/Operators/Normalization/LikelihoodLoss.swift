import Tensors

/// -Σ weight[label] · log p[label] over all places, or its mean; SoftmaxCrossEntropyLoss takes the
/// logarithm of the softmax first.
struct LikelihoodLoss: RealOperator {
  static let names = ["NegativeLogLikelihoodLoss", "SoftmaxCrossEntropyLoss"]

  let reduction: String
  let ignoredLabel: Int?
  let takesScores: Bool

  init(_ node: inout OperatorNode) throws(OperatorError) {
    reduction = try node.word("reduction", of: ["mean", "sum", "none"])
    ignoredLabel = try node.integer("ignore_index")
    takesScores = node.operation == "SoftmaxCrossEntropyLoss"
  }

  /// Inputs: [batch, classes, ...], labels [batch, ...], weights [classes].
  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    var tensor = try inputs.reals(0, as: type)
    let labels = try inputs.integers(1)
    let shape = try inputs.required(1).shape
    guard tensor.rank >= 2, shape == [tensor.shape[0]] + tensor.shape[2...] else {
      throw OperatorError("labels \(shape) do not fit \(tensor.shape)")
    }
    let rows = AxisRows(tensor.shape, axis: 1)
    let weights = try inputs.optionalVector(2, as: type, count: rows.extent)
    if takesScores { rows.replace(&tensor.values) { Softmax.replaceByLogarithm($0) } }
    var losses = [Real](repeating: 0, count: labels.count)
    var weightSum: Real = 0
    for (index, label) in labels.enumerated() where label != ignoredLabel {
      guard (0..<rows.extent).contains(label) else {
        throw OperatorError("label \(label) is beyond the \(rows.extent) classes")
      }
      let place = index / rows.inner * rows.extent * rows.inner + index % rows.inner
      let weight = weights?[label] ?? 1
      losses[index] = -weight * tensor.values[place + label * rows.inner]
      weightSum += weight
    }
    let sum = losses.reduce(0, +)
    let loss: TypedTensor
    switch reduction {
    case "none": loss = TypedTensor(shape: shape, losses)
    case "sum": loss = TypedTensor(shape: [], [sum])
    default: loss = TypedTensor(shape: [], [sum / weightSum])
    }
    return [loss] + (takesScores ? [tensor.typed] : [])
  }
}
