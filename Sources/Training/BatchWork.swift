import Datasets
import Networks
import Tensors

/// The forward and the backward pass over a mini-batch, or over a slice of one.
struct BatchWork: Sendable {
  let network: Network
  let plan: TrainingPlan
  /// Giving logits, where outputs are classes.
  let teacher: Network?
  let examples: Examples

  /// What the passes leave for the update.
  struct Outcome: Sendable {
    /// Mean over the examples.
    var loss: Double
    /// Of the mean loss, in the order of the network's parameters.
    var gradients: [ParameterGradient?]
    /// One a node.
    var activations: [Activation]
  }

  /// `share` of the whole mini-batch's examples are at `positions`: loss and gradients are
  /// multiplied by it, so that those of all slices add up to the whole's. `passed` is told which
  /// node the backward pass has behind it, last node 0, and may take the gradients so far.
  func outcome(
    of positions: ArraySlice<Int>, share: Float = 1, random: inout RandomSource,
    passed: (_ node: Int, _ gradients: inout [LayerGradient]) -> Void = { _, _ in }
  ) throws -> Outcome {
    let shift = RandomShift(pixels: plan.shift)
    let still = try examples.inputs(at: positions)
    let moves = shift.moves(of: still, random: &random)
    let inputs = shift.moved(still, by: moves)
    let activations = try network.forwardForTraining(
      inputs, random: &random, frozen: plan.frozenLayers)
    var (loss, gradient) = try lossAndGradient(
      network.output(of: activations, input: inputs), positions
    ) { teacher in
      try plan.distillation?.outputs?.rows(of: positions, moves: moves)
        ?? teacher.evaluatedOutput(of: inputs)
    }
    if share != 1 {
      loss *= Double(share)
      for place in gradient.values.indices { gradient.values[place] *= share }
    }
    var gradients = try network.backward(
      gradient, input: inputs, activations: activations, passed: passed)
    passed(0, &gradients)
    return Outcome(
      loss: loss, gradients: network.parameterGradients(gradients), activations: activations)
  }

  /// `answer` gives what the teacher says to the batch.
  private func lossAndGradient(
    _ outputs: Tensor, _ positions: ArraySlice<Int>, answer: (_ teacher: Network) throws -> Tensor
  ) throws -> (Double, Tensor) {
    if let targets = examples.targets(at: positions) {
      guard let distillation = plan.distillation, let teacher else {
        return MeanSquares.lossAndGradient(outputs, targets: targets)
      }
      return MeanSquares.lossAndGradient(
        outputs, targets: targets, teacher: try answer(teacher),
        weight: Float(distillation.weight))
    }
    let labels = examples.labels(at: positions)
    guard let distillation = plan.distillation, let teacher else {
      return SoftmaxCrossEntropy.lossAndGradient(outputs, labels: labels)
    }
    return SoftmaxCrossEntropy.lossAndGradient(
      outputs, labels: labels, teacher: try answer(teacher),
      weight: Float(distillation.weight), temperature: Float(distillation.temperature))
  }
}
