import Datasets
import Networks
import Tensors
import TestSupport
import Testing
import Training

/// Expected losses: the study written again in NumPy, in double precision, with the generator of
/// RandomSourceTests: ```python x = sin(1.0 + arange(40) * 0.7).reshape(10,
/// 4).astype(float32).astype(float); y = arange(10) * 7 % 3 W1 = (0.5 * sin(arange(20) * 1.3 +
/// 0.2)).reshape(5, 4).astype(float32).astype(float); c1 = zeros(5) W2 = (0.5 * cos(arange(15) *
/// 0.9 + 0.4)).reshape(3, 5).astype(float32).astype(float); c2 = zeros(3) P = [W1, c1, W2, c2]; m =
/// [0 * p for p in P]; v = [0 * p for p in P]; r = Xoshiro(21); t = 0; steps = 30 for e in
/// range(10):
///     order = r.permutation(10); total = 0
///     for s in range(0, 10, 4):
///         k = order[s:s + 4]; n = len(k); X, Y = x[k], y[k]
///         a = X @ P[0].T + P[1]; h = maximum(a, 0); z = h @ P[2].T + P[3]
///         q = exp(z - z.max(1, keepdims=True)); q /= q.sum(1, keepdims=True)
///         total -= log(q[range(n), Y]).sum()
///         d = (q - eye(3)[Y]) / n; dh = (d @ P[2]) * (a > 0)
///         g = [dh.T @ X, dh.sum(0), d.T @ h, d.sum(0)]; t += 1
///         lr = rate * schedule((t - 1) / (steps - 1), e)
///         for j in range(4):
///             if j in frozen: continue
///             if j % 2 == 0: g[j] = g[j] + l2 * P[j] + l1 * sign(P[j])
///             if sgd: m[j] = 0.9 * m[j] - lr * g[j]; P[j] = P[j] + m[j]
///             else:
///                 m[j] = 0.9 * m[j] + 0.1 * g[j]; v[j] = 0.999 * v[j] + 0.001 * g[j]**2
///                 P[j] = P[j] - lr * (m[j] / (1 - 0.9**t)) / (sqrt(v[j] / (1 - 0.999**t)) + 1e-8)
///     print(total / 10)
/// ```
struct TrainerTests {
  struct Trajectory: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let losses: [Double]
    let change: @Sendable (inout TrainingPlan) -> Void
  }

  /// Thirty steps in 32 bits against 64.
  private static let budget = 1e-5

  static let trajectories = [
    Trajectory(
      testDescription: "momentum, l2 = 0.01",
      losses: [
        1.13693153, 1.10408663, 1.07795169, 1.07751309, 1.07061642, 1.05597119, 1.05673573,
        1.05442884, 1.05863126,
        1.04686881,
      ]
    ) { $0.l2 = 0.01 },
    Trajectory(
      testDescription: "Adam at 0.05, l2 = 0.01",
      losses: [
        1.16077695, 1.09533165, 1.07876793, 1.07835744, 1.06879054, 1.05558523, 1.05071301,
        1.04915663, 1.05437448,
        1.04097238,
      ]
    ) { ($0.optimizer, $0.rate, $0.l2) = (.adam, 0.05, 0.01) },
    Trajectory(
      testDescription: "momentum, l1 = 0.02",
      losses: [
        1.13754675, 1.10084262, 1.08073856, 1.0756936, 1.08366644, 1.08150797, 1.08110839,
        1.08197182, 1.09619745,
        1.09466153,
      ]
    ) { $0.l1 = 0.02 },
    Trajectory(
      testDescription: "cosine down to a tenth",
      losses: [
        1.13679349, 1.10428769, 1.07640137, 1.07541686, 1.06706401, 1.04379282, 1.0406131,
        1.03824999, 1.04482215,
        1.04100438,
      ]
    ) { $0.schedule = .cosine(final: 0.1) },
    Trajectory(
      testDescription: "halved every three epochs",
      losses: [
        1.13680475, 1.10470736, 1.07735275, 1.0729997, 1.06814567, 1.05160702, 1.04078872,
        1.03863325, 1.04813922,
        1.03806803,
      ]
    ) { $0.schedule = .step(epochs: 3, factor: 0.5) },
    Trajectory(
      testDescription: "fc1 frozen",
      losses: [
        1.13256916, 1.12292603, 1.09622014, 1.09999133, 1.10499982, 1.09436147, 1.07748179,
        1.07310657, 1.10325963,
        1.0942097,
      ]
    ) { $0.frozenLayers = ["fc1"] },
  ]

  @Test(arguments: trajectories)
  func theFirstTenLossesAreNumPys(trajectory: Trajectory) throws {
    let history = try TinyStudy.train(TinyStudy.plan(trajectory.change)).history
    #expect(relativeError(history.epochs.map(\.loss), trajectory.losses) < Self.budget)
    #expect(history.epochs.map(\.number) == Array(1...10))
  }

  /// A teacher that is the student itself: T² KL is 0 and its gradient too, so that the steps are
  /// 0.1 of the plain ones.
  @Test func aNetworkLearnsNothingFromItself() throws {
    let student = try TinyStudy.network()
    let plan = TinyStudy.plan {
      ($0.epochs, $0.batchSize, $0.optimizer) = (1, 10, .sgd(momentum: 0))
      $0.distillation = Distillation(teacher: student, weight: 0.9, temperature: 4)
    }
    let plain = TinyStudy.plan {
      ($0.epochs, $0.batchSize, $0.optimizer, $0.rate) = (1, 10, .sgd(momentum: 0), 0.01)
    }
    let (taught, history) = try TinyStudy.train(plan, network: student)
    let (alone, ownHistory) = try TinyStudy.train(plain, network: student)
    let weights = [taught, alone].map { $0.parameter("fc2")?.weights.tensor.values ?? [] }
    #expect(relativeError(weights[0], weights[1]) < 1e-6)
    #expect(relativeError([history.epochs[0].loss], [0.1 * ownHistory.epochs[0].loss]) < 1e-6)
  }

  @Test func theSameSeedGivesTheSameBitsForAnyNumberOfThreads() throws {
    var random = RandomSource(seed: 1)
    let network = try Network.lenet300(dropout: 0.2).initialized(random: &random)
    let examples = Examples(
      inputs: Tensor.normal([96, 784], seed: 2), labels: (0..<96).map { Int32($0 % 10) })
    let results = try [1, 2, 5].map { threads in
      try Parallel.$threads.withValue(threads) {
        var random = RandomSource(seed: 3)
        let plan = TinyStudy.plan {
          ($0.epochs, $0.batchSize, $0.optimizer, $0.shift) = (2, 48, .adam, 1)
        }
        return try Trainer(plan).train(network, on: examples, random: &random).network
      }
    }
    for name in network.weightNames {
      let bits = results.map { $0.parameter(name)?.weights.tensor.values ?? [] }
      #expect(bits[0].count > 0 && sameBits(bits[0], bits[1]) && sameBits(bits[0], bits[2]))
    }
  }

  @Test func anotherSeedGivesOtherBits() throws {
    let results = try [21, 22].map { try TinyStudy.train(TinyStudy.plan(), seed: $0).network }
    #expect(results[0].parameter("fc1")?.weights != results[1].parameter("fc1")?.weights)
  }

  @Test func noEpochsChangeNothing() throws {
    let network = try TinyStudy.network()
    let (trained, history) = try TinyStudy.train(TinyStudy.plan { $0.epochs = 0 }, network: network)
    #expect(history.epochs.isEmpty)
    #expect(trained.parameter("fc1")?.weights == network.parameter("fc1")?.weights)
  }

  // MARK: What cannot be trained

  @Test func examplesAreNeeded() throws {
    var random = RandomSource(seed: 1)
    #expect(throws: TrainingError.noExamples) {
      try Trainer(TinyStudy.plan()).train(
        TinyStudy.network(), on: TinyStudy.examples[0..<0], random: &random)
    }
  }

  @Test func inputsMustFit() throws {
    let examples = Examples(inputs: Tensor(zeros: [2, 5]), labels: [0, 1])
    var random = RandomSource(seed: 1)
    #expect(throws: TrainingError.wrongInputShape(expected: [4], found: [5])) {
      try Trainer(TinyStudy.plan()).train(TinyStudy.network(), on: examples, random: &random)
    }
  }

  @Test func everyLabelNeedsAnOutput() throws {
    let examples = Examples(inputs: Tensor(zeros: [2, 4]), labels: [0, 3])
    var random = RandomSource(seed: 1)
    #expect(throws: TrainingError.tooFewOutputs(outputs: 3, classes: 4)) {
      try Trainer(TinyStudy.plan()).train(TinyStudy.network(), on: examples, random: &random)
    }
  }

  @Test func labelsCountFromZero() throws {
    let examples = Examples(inputs: Tensor(zeros: [2, 4]), labels: [0, -1])
    var random = RandomSource(seed: 1)
    #expect(throws: TrainingError.negativeLabel(-1)) {
      try Trainer(TinyStudy.plan()).train(TinyStudy.network(), on: examples, random: &random)
    }
  }

  @Test func theTeacherMustHaveTheSameOutputs() throws {
    let dense = LayerDescription(operation: "dense", attributes: ["outputs": .integers([10])])
    let teacher = try Network(inputShape: [4], descriptions: [dense])
    let plan = TinyStudy.plan { $0.distillation = Distillation(teacher: teacher) }
    #expect(throws: TrainingError.teacherDiffers(teacher: [10], student: [3])) {
      try TinyStudy.train(plan)
    }
  }

  @Test func theTeacherMustTakeTheSameInputs() throws {
    let dense = LayerDescription(operation: "dense", attributes: ["outputs": .integers([3])])
    let teacher = try Network(inputShape: [7], descriptions: [dense])
    let plan = TinyStudy.plan { $0.distillation = Distillation(teacher: teacher) }
    #expect(throws: TrainingError.teacherTakesOtherInputs(teacher: [7], student: [4])) {
      try TinyStudy.train(plan)
    }
  }

  @Test func divergingIsAnError() throws {
    #expect(throws: TrainingError.diverged(epoch: 2)) {
      try TinyStudy.train(TinyStudy.plan { ($0.rate, $0.batchSize) = (1e38, 10) })
    }
  }

  /// Weights of the first layer that are not numbers must not hide behind the ReLU.
  @Test func aBrokenHiddenLayerIsSeen() throws {
    var network = try TinyStudy.network()
    network.updateParameter("fc1") {
      $0.weights = .dense(Tensor(shape: [5, 4], values: [Float](repeating: .nan, count: 20)))
    }
    #expect(throws: TrainingError.diverged(epoch: 1)) {
      try TinyStudy.train(TinyStudy.plan(), network: network)
    }
  }

  // MARK: Progress

  struct Stop: Error {}

  @Test func throwingFromProgressStops() throws {
    var random = RandomSource(seed: 21)
    var calls = 0
    #expect(throws: Stop.self) {
      try Trainer(TinyStudy.plan()).train(
        TinyStudy.network(), on: TinyStudy.examples, random: &random,
        monitor: WorkMonitor { _ in
          calls += 1
          if calls == 2 { throw Stop() }
        })
    }
    #expect(calls == 2)
  }

  @Test func progressCountsExamples() throws {
    var random = RandomSource(seed: 21)
    var seen: [TrainingProgress] = []
    let plan = TinyStudy.plan { $0.epochs = 2 }
    _ = try Trainer(plan).train(
      TinyStudy.network(), on: TinyStudy.examples, random: &random,
      monitor: WorkMonitor { seen.append($0) })
    #expect(seen.map(\.examplesDone) == [4, 8, 10, 10, 14, 18, 20, 20])
    #expect(seen.map(\.epoch) == [1, 1, 1, 1, 2, 2, 2, 2])
    #expect(seen.allSatisfy { $0.examplesTotal == 20 && $0.epochs == 2 && $0.secondsSoFar >= 0 })
    #expect(seen.map { $0.finishedEpoch?.number } == [nil, nil, nil, 1, nil, nil, nil, 2])
  }
}
