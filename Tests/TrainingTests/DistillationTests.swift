import Networks
import Tensors
import TestSupport
import Testing
import Training

struct DistillationTests {
  /// One dense layer taught by another alone (weight 1): the loss is convex, and its least value is
  /// 0, where the outputs agree, whatever the labels say.
  @Test func theStudentFollowsTheTeacher() throws {
    let networks = try ([5, 6] as [UInt64]).map { seed in
      var random = RandomSource(seed: seed)
      let dense = LayerDescription(operation: "dense", attributes: ["outputs": .integers([3])])
      return try Network(inputShape: [4], descriptions: [dense]).initialized(random: &random)
    }
    let plan = TinyStudy.plan {
      ($0.epochs, $0.optimizer, $0.rate, $0.schedule) = (300, .adam, 0.05, .cosine(final: 0.01))
      $0.distillation = Distillation(teacher: networks[0], weight: 1, temperature: 2)
    }
    let (student, history) = try TinyStudy.train(plan, network: networks[1])
    let inputs = try TinyStudy.examples.inputs(at: 0..<10)
    let outputs = [networks[0], student].map {
      SoftmaxCrossEntropy.probabilities($0.forward(inputs)).values
    }
    #expect(history.epochs[0].loss > 0.1 && history.epochs[299].loss < 1e-5)
    #expect(zip(outputs[0], outputs[1]).allSatisfy { abs($0 - $1) < 0.005 })
  }

  /// Without a share for the teacher the labels alone count: the same bits as without distillation.
  @Test func aTeacherWithoutWeightChangesNothing() throws {
    let teacher = try TinyStudy.network()
    let plan = TinyStudy.plan {
      $0.distillation = Distillation(teacher: teacher, weight: 0, temperature: 4)
    }
    let taught = try TinyStudy.train(plan).network
    let alone = try TinyStudy.train(TinyStudy.plan()).network
    #expect(taught.parameter("fc1")?.weights == alone.parameter("fc1")?.weights)
  }
}
