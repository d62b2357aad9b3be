import Networks
import Tensors
import TestSupport
import Testing
import Training

struct DistillationTests {
  /// Taught by the teacher alone (weight 1), the student's outputs come to agree with the teacher's, whatever the labels.
  @Test func theStudentFollowsTheTeacher() throws {
    let teacher = try TinyStudy.train(TinyStudy.plan { $0.epochs = 200 }).network
    let plan = TinyStudy.plan {
      ($0.epochs, $0.optimizer, $0.rate) = (300, .adam, 0.02)
      $0.distillation = Distillation(teacher: teacher, weight: 1, temperature: 2)
    }
    var random = RandomSource(seed: 5)
    let (student, history) = try TinyStudy.train(plan, network: TinyStudy.network().initialized(random: &random))
    let inputs = TinyStudy.examples.inputs(at: 0..<10)
    let outputs = [teacher, student].map { SoftmaxCrossEntropy.probabilities($0.forward(inputs)).values }
    let losses = history.epochs.map(\.loss)
    #expect(losses[299] < 0.02 * losses[0])
    #expect(zip(outputs[0], outputs[1]).allSatisfy { abs($0 - $1) < 0.1 })
  }

  /// Without a share for the teacher the labels alone count: the same bits as without distillation.
  @Test func aTeacherWithoutWeightChangesNothing() throws {
    let teacher = try TinyStudy.network()
    let plan = TinyStudy.plan { $0.distillation = Distillation(teacher: teacher, weight: 0, temperature: 4) }
    let taught = try TinyStudy.train(plan).network
    let alone = try TinyStudy.train(TinyStudy.plan()).network
    #expect(taught.weightedLayer("fc1")?.weights == alone.weightedLayer("fc1")?.weights)
  }
}
