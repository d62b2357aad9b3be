/// Why a training pass cannot start or go on.
public enum TrainingError: Error, Equatable {
  case noExamples
  /// The network has several inputs or outputs, or not floats, or no batch in front.
  case takesNoExamples
  /// Layers without gradients, by their kinds.
  case untrainable([String])
  case wrongInputShape(expected: [Int], found: [Int])
  case tooFewOutputs(outputs: Int, classes: Int)
  case negativeLabel(Int32)
  /// Classes are asked for, and the examples have numbers, or the other way round.
  case noClasses
  case noTargets
  case wrongTargets(outputs: [Int], targets: [Int])
  case teacherDiffers(teacher: [Int], student: [Int])
  case teacherTakesOtherInputs(teacher: [Int], student: [Int])
  case shiftNeedsImages(shape: [Int])
  case diverged(epoch: Int)
  /// No state can be kept while that happens.
  case cannotBeKept(String)
  /// What was kept is no state, or that of another training.
  case otherTraining
}

extension TrainingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noExamples: "there are no examples to train on"
    case .takesNoExamples:
      "only networks from one batch of floats to one other are trained by labels"
    case .untrainable(let kinds):
      "dcs computes no gradients of \(kinds.joined(separator: ", "))"
    case .wrongInputShape(let expected, let found):
      "the network takes inputs of shape \(expected), but the examples have shape \(found)"
    case .tooFewOutputs(let outputs, let classes):
      "the network has \(outputs) outputs, but the labels need \(classes)"
    case .negativeLabel(let label): "labels count from 0, but there is a label \(label)"
    case .noClasses: "the examples have numbers for targets, not classes"
    case .noTargets: "the examples have classes, not numbers for targets"
    case .wrongTargets(let outputs, let targets):
      "the network's outputs have shape \(outputs), the targets \(targets)"
    case .teacherDiffers(let teacher, let student):
      "the teacher's outputs have shape \(teacher), the network's \(student)"
    case .teacherTakesOtherInputs(let teacher, let student):
      "the teacher's inputs have shape \(teacher), the network's \(student)"
    case .shiftNeedsImages(let shape): "only images can be shifted, not inputs of shape \(shape)"
    case .cannotBeKept(let obstacle):
      "the state of this training cannot be kept: \(obstacle)"
    case .otherTraining: "what was kept is the state of another training"
    case .diverged(let epoch):
      "the loss is no longer a number in epoch \(epoch): lower the learning rate"
    }
  }
}
