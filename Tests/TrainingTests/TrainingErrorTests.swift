import Testing
import Training

/// Whole messages: they are what a user reads.
struct TrainingErrorTests {
  @Test(
    arguments: [
      (.noExamples, "there are no examples to train on"),
      (
        .wrongInputShape(expected: [784], found: [1, 28, 28]),
        "the network takes inputs of shape [784], but the examples have shape [1, 28, 28]"
      ),
      (
        .tooFewOutputs(outputs: 3, classes: 10), "the network has 3 outputs, but the labels need 10"
      ),
      (.negativeLabel(-1), "labels count from 0, but there is a label -1"),
      (
        .teacherDiffers(teacher: [10], student: [3]),
        "the teacher's outputs have shape [10], the network's [3]"
      ),
      (
        .teacherTakesOtherInputs(teacher: [7], student: [4]),
        "the teacher's inputs have shape [7], the network's [4]"
      ),
      (
        .cannotBeKept("weights are pruned on the way"),
        "the state of this training cannot be kept: weights are pruned on the way"
      ),
      (.otherTraining, "what was kept is the state of another training"),
      (.diverged(epoch: 2), "the loss is no longer a number in epoch 2: lower the learning rate"),
    ] as [(TrainingError, String)])
  func messages(error: TrainingError, expected: String) { #expect(error.description == expected) }
}
