import Datasets
import Networks
import Tensors
import TestSupport
import Testing
import Training

/// Training of networks with convolutions.
struct ImageStudyTests {
  /// 8x8 images of noise with a bright 3x3 square in one of the four corners: which corner is the class.
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
          attributes: ["outputs": .integers([6]), "kernel": .integers([3]), "padding": .integers([1])]),
        LayerDescription(operation: "relu"),
        LayerDescription(operation: "maxpool", attributes: ["kernel": .integers([2])]),
        LayerDescription(
          operation: "convolution",
          attributes: ["outputs": .integers([8]), "kernel": .integers([3]), "groups": .integers([2])]),
        LayerDescription(operation: "lrn"),
        LayerDescription(operation: "avgpool", attributes: ["kernel": .integers([2]), "stride": .integers([1])]),
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
    let before = Metrics(of: start, on: Self.corners)
    let (trained, history) = try Trainer(plan).train(start, on: Self.corners, random: &random)
    let after = Metrics(of: trained, on: Self.corners)
    #expect(history.epochs[1].loss < history.epochs[0].loss)
    // A guess has an error of 3/4.
    #expect(before.error > 0.5 && after.error < 0.3, "\(before.error) -> \(after.error)")
    let conv = try #require(trained.weightedLayer("conv2"))
    #expect(conv.weights != start.weightedLayer("conv2")?.weights && conv.bias != start.weightedLayer("conv2")?.bias)
  }
}
