import Datasets
import Networks
import Tensors

extension Network {
  /// Gradient of the mean loss over all of `examples` by one parameter's weights, as a training
  /// step without penalties sees it; nil when there is no such parameter. Dropout draws from a
  /// fixed seed.
  public func lossGradient(of name: String, on examples: Examples) throws -> Tensor? {
    guard let place = parameterNames.firstIndex(of: name) else { return nil }
    guard examples.count > 0 else { throw TrainingError.noExamples }
    guard untrainableKinds.isEmpty else { throw TrainingError.untrainable(untrainableKinds) }
    guard takesExamples else { throw TrainingError.takesNoExamples }
    guard examples.shape == inputShape else {
      throw TrainingError.wrongInputShape(expected: inputShape, found: examples.shape)
    }
    guard examples.targetShape == nil else { throw TrainingError.noClasses }
    let classes = outputShape.reduce(1, *)
    guard examples.classCount <= classes else {
      throw TrainingError.tooFewOutputs(outputs: classes, classes: examples.classCount)
    }
    if let label = examples.labels.min(), label < 0 { throw TrainingError.negativeLabel(label) }
    var random = RandomSource(seed: 0)
    let inputs = try examples.inputs(at: 0..<examples.count)
    let network = givingLogits
    let activations = try network.forwardForTraining(inputs, random: &random)
    let loss = SoftmaxCrossEntropy.lossAndGradient(
      network.output(of: activations, input: inputs), labels: examples.labels)
    let gradients = try network.backward(loss.gradient, input: inputs, activations: activations)
    return network.parameterGradients(gradients)[place]?.weights
  }
}
