import Datasets
import Networks
import Tensors
import TestSupport
import Testing
import Training

/// Training of networks with convolutions.
struct ImageStudyTests {
  /// 8x8 images of noise with a bright 3x3 square in one of the four corners: which corner is the
  /// class.
  static let corners: Examples = {
    var x = Tensor.normal([200, 1, 8, 8], seed: 1).map { 0.3 * $0 }
    let labels = (0..<200).map { Int32($0 % 4) }
    for (image, label) in labels.enumerated() {
      for place in 0..<9 {
        let (row, column) = (place / 3 + Int(label) / 2 * 5, place % 3 + Int(label) % 2 * 5)
        x.values[image * 64 + row * 8 + column] += 1
      }
    }
    return Examples(inputs: x, labels: labels)
  }()

  private func network(seed: UInt64) throws -> Network {
    var random = RandomSource(seed: seed)
    return try Network(
      inputShape: [1, 8, 8],
      descriptions: [
        LayerDescription(
          operation: "convolution",
          attributes: [
            "outputs": .integers([6]), "kernel": .integers([3]), "padding": .integers([1]),
          ]),
        LayerDescription(operation: "relu"),
        LayerDescription(operation: "maxpool", attributes: ["kernel": .integers([2])]),
        LayerDescription(
          operation: "convolution",
          attributes: [
            "outputs": .integers([8]), "kernel": .integers([3]), "groups": .integers([2]),
          ]),
        LayerDescription(operation: "lrn"),
        LayerDescription(
          operation: "avgpool", attributes: ["kernel": .integers([2]), "stride": .integers([1])]),
        LayerDescription(operation: "flatten"),
        LayerDescription(operation: "dense", attributes: ["outputs": .integers([4])]),
      ]
    ).initialized(random: &random)
  }

  @Test func twoEpochsLowerTheLoss() throws {
    var plan = TrainingPlan()
    (plan.epochs, plan.batchSize, plan.rate) = (2, 20, 0.05)
    var random = RandomSource(seed: 3)
    let start = try network(seed: 2)
    let before = try Metrics(of: start, on: Self.corners)
    let (trained, history) = try Trainer(plan).train(start, on: Self.corners, random: &random)
    let after = try Metrics(of: trained, on: Self.corners)
    #expect(history.epochs[1].loss < history.epochs[0].loss)
    // A guess has an error of 3/4.
    #expect(before.error > 0.5 && after.error < 0.3, "\(before.error) -> \(after.error)")
    let conv = try #require(trained.parameter("conv2"))
    #expect(
      conv.weights != start.parameter("conv2")?.weights
        && conv.bias != start.parameter("conv2")?.bias)
  }

  private func normalizedNetwork() throws -> Network {
    var random = RandomSource(seed: 4)
    return try Network(
      inputShape: [1, 8, 8],
      descriptions: [
        LayerDescription(
          operation: "convolution",
          attributes: [
            """
            outputs
            """: .integers([4]), "kernel": .integers([3]), "bias": .integers([0]),
          ]),
        LayerDescription(operation: "batchnorm"), LayerDescription(operation: "relu"),
        LayerDescription(operation: "maxpool", attributes: ["kernel": .integers([3])]),
        LayerDescription(operation: "flatten"),
        LayerDescription(operation: "dense", attributes: ["outputs": .integers([4])]),
        LayerDescription(operation: "batchnorm"),
      ]
    ).initialized(random: &random)
  }

  private func plan(_ epochs: Int) -> TrainingPlan {
    var plan = TrainingPlan()
    (plan.epochs, plan.batchSize, plan.rate, plan.l2) = (epochs, 20, 0.05, 1e-3)
    return plan
  }

  /// Inference works from the running statistics: they must follow those of the batches.
  @Test func normalizationIsTrainedAndTracked() throws {
    var random = RandomSource(seed: 5)
    let start = try normalizedNetwork()
    let (trained, history) = try Trainer(plan(6)).train(start, on: Self.corners, random: &random)
    #expect(history.epochs[5].loss < history.epochs[0].loss)
    #expect(try Metrics(of: trained, on: Self.corners).error < 0.2)
    for name in start.parameterNames where name.hasPrefix("batchnorm") {
      let (before, after) = (start.parameter(name), trained.parameter(name))
      #expect(zip(before?.values ?? [], after?.values ?? [0]).allSatisfy { $0 != $1 })
    }
  }

  @Test func frozenNormalizationStaysAndIsThatOfInference() throws {
    var random = RandomSource(seed: 6)
    let start = try Trainer(plan(2)).train(normalizedNetwork(), on: Self.corners, random: &random)
      .network
    var plan = plan(1)
    plan.frozenLayers = ["conv1", "batchnorm1", "batchnorm2"]
    let trained = try Trainer(plan).train(start, on: Self.corners, random: &random).network
    let names = start.parameterNames.filter { $0.hasPrefix("batchnorm") }
    #expect(names.count == 8 && names[0] == "batchnorm1.scale")
    #expect(names.map(trained.parameter) == names.map(start.parameter))
    #expect(trained.parameter("fc1")?.weights != start.parameter("fc1")?.weights)
    let x = try Self.corners.inputs(at: 0..<7)
    let activations = try start.forwardForTraining(x, random: &random, frozen: plan.frozenLayers)
    #expect(activations[activations.count - 1].output == start.forward(x))
  }
}
