import Datasets
import Networks
import Tensors
import TestSupport
import Testing
import Training

struct RegressionTests {
  private func line(_ slope: [Float], bias: Float) throws -> Network {
    try Network(
      inputShape: [2],
      chain: [
        Dense(
          weights: .dense(Tensor(shape: [1, 2], values: slope)), bias: .float32([bias]))
      ])
  }

  private let inputs = Tensor(shape: [3, 2], values: [1, 0, 0, 1, 1, 1])

  /// y = x1 + 2 x2 gives 1, 2, 3 where 1, 0, 6 are wanted: (0 + 4 + 9) / 3.
  @Test func theDistanceIsAMeanSquare() throws {
    let examples = Examples(inputs: inputs, targets: Tensor(shape: [3], values: [1, 0, 6]))
    let found = try Regression(of: line([1, 2], bias: 0), on: examples)
    #expect(abs(found.meanSquare - 13.0 / 3) < 1e-12)
    #expect(try Regression(of: line([1, 2], bias: 0), on: examples[[1]]).meanSquare == 4)
  }

  /// The normal equations by hand: three points of a plane are met by 2 x1 - x2 + 3.
  @Test func trainingFindsThePlane() throws {
    let examples = Examples(
      inputs: inputs, targets: Tensor(shape: [3, 1], values: [5, 2, 4]))
    var plan = TrainingPlan()
    (plan.epochs, plan.batchSize, plan.rate) = (600, 3, 0.2)
    var random = RandomSource(seed: 1)
    let trained = try Trainer(plan).train(
      line([0, 0], bias: 0), on: examples, validation: examples, random: &random)
    let weights = try #require(trained.network.parameter("fc1"))
    #expect(zip(weights.values, [2, -1]).allSatisfy { abs($0 - $1) < 1e-3 })
    #expect(abs((weights.bias?.values[0] ?? 0) - 3) < 1e-3)
    let errors = trained.history.epochs.compactMap(\.validationError)
    #expect(errors.count == 600 && errors[599] < 1e-6 && errors[0] > errors[599])
  }

  /// A softmax at the end stays: numbers are wanted as the network gives them.
  @Test func outputsAreTakenAsTheyAre() throws {
    let network = try Network(
      inputShape: [2],
      chain: [
        Dense(weights: .dense(Tensor(shape: [2, 2], values: [1, 0, 0, 1])), bias: nil), Softmax(),
      ])
    let targets = Tensor(shape: [3, 2], values: [0.9, 0.1, 0.2, 0.8, 0.5, 0.5])
    let examples = Examples(inputs: inputs, targets: targets)
    var plan = TrainingPlan()
    (plan.epochs, plan.batchSize, plan.rate) = (800, 3, 0.5)
    var random = RandomSource(seed: 1)
    let trained = try Trainer(plan).train(network, on: examples, random: &random).network
    #expect(try Regression(of: trained, on: examples).meanSquare < 0.003)
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let numbers = Examples(inputs: inputs, targets: Tensor(zeros: [3, 2]))
    let classes = Examples(inputs: inputs, labels: [0, 0, 0])
    let network = try line([1, 2], bias: 0)
    var random = RandomSource(seed: 1)
    func train(_ examples: Examples, _ loss: Loss?) throws {
      var plan = TrainingPlan()
      plan.loss = loss
      _ = try Trainer(plan).train(network, on: examples, random: &random)
    }
    #expect(throws: TrainingError.wrongTargets(outputs: [1], targets: [2])) {
      try train(numbers, nil)
    }
    #expect(throws: TrainingError.noClasses) { try train(numbers, .crossEntropy) }
    #expect(throws: TrainingError.noTargets) { try train(classes, .meanSquares) }
    #expect(throws: TrainingError.noClasses) { try Metrics(of: network, on: numbers) }
    #expect(throws: TrainingError.noTargets) { try Regression(of: network, on: classes) }
  }
}
