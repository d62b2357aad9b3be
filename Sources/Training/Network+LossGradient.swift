import Datasets
import Networks
import Tensors

extension Network {
  /// Gradient of the mean loss over all of `examples` by the weights of one layer, as a training
  /// step without penalties sees it; nil when there is no such layer. Dropout draws from a fixed
  /// seed.
  public func lossGradient(ofLayer name: String, on examples: Examples) throws -> Tensor? {
    guard let index = nodes.firstIndex(where: { $0.name == name }) else { return nil }
    guard examples.count > 0 else { throw TrainingError.noExamples }
    guard examples.shape == inputShape else {
      throw TrainingError.wrongInputShape(expected: inputShape, found: examples.shape)
    }
    let classes = outputShape.reduce(1, *)
    guard examples.classCount <= classes else {
      throw TrainingError.tooFewOutputs(outputs: classes, classes: examples.classCount)
    }
    if let label = examples.labels.min(), label < 0 { throw TrainingError.negativeLabel(label) }
    var random = RandomSource(seed: 0)
    let inputs = try examples.inputs(at: 0..<examples.count)
    let activations = forwardForTraining(inputs, random: &random)
    let loss = SoftmaxCrossEntropy.lossAndGradient(
      activations[activations.count - 1].output, labels: examples.labels)
    return backward(loss.gradient, input: inputs, activations: activations)[index].weights
  }
}
