import Datasets
import DeepCompression
import Networks
import Tensors
import TestSupport
import Testing

struct CalibrationBatchesTests {
  private func network(batch: Dimension) throws -> Network {
    let input = Network.Input(name: "x", type: ValueType(.float32, [batch, .fixed(2)]))
    let layer = try ReLU(attributes: [:], inputShapes: [[2]])
    return try Network(
      inputs: [input], nodes: [.init(name: "relu", layer: layer, inputs: [.input])],
      outputs: [.init(name: "y", source: .node(0))])
  }

  private func examples(_ count: Int) -> Examples {
    Examples(
      inputs: Tensor(shape: [count, 2], values: (0..<2 * count).map(Float.init)),
      labels: (0..<Int32(count)).map { $0 })
  }

  /// Every third of 30, ten at a time.
  @Test func examplesAreSpreadEvenly() throws {
    let network = try network(batch: .open("N"))
    let batches = try CalibrationBatches(examples(30), limit: 10, for: network)
    #expect(batches.count == 10 && batches.batches.count == 1)
    #expect(batches.labels == (0..<10).map { 3 * $0 })
    #expect(batches.batches[0][0].numbers.prefix(4) == [0, 1, 6, 7])
    #expect(
      try CalibrationBatches(examples(25), limit: 99, for: network).batches.map { $0[0].shape[0] }
        == [10, 10, 5])
  }

  /// What does not fill a pass of a network that takes four at a time is left out.
  @Test func fixedBatchesAreFilled() throws {
    let network = try network(batch: .fixed(4))
    #expect(try CalibrationBatches(examples(10), limit: 99, for: network).batches.count == 2)
    let values = TypedTensor(Tensor(zeros: [9, 2]))
    #expect(
      CalibrationBatches([values], for: network).batches.map { $0[0].shape } == [[4, 2], [4, 2]])
  }

  /// A look takes 2e12 multiplications at most: 256 inputs of LeNet-300-100, 127 of a convolution
  /// of 16 x 9 x 9 weights, 250 x 250 pixels and 193 filters (1.563e10), 64 of one with three times
  /// as many.
  @Test(arguments: [(193, 127), (579, 64)])
  func largeNetworksSeeFewerInputs(filters: Int, expected: Int) throws {
    #expect(CalibrationBatches.affordableCount(for: try Network.lenet300()) == 256)
    let network = try Network(
      inputShape: [16, 258, 258],
      descriptions: [
        layer("convolution", "c", nil, ["outputs": .integers([filters]), "kernel": .integers([9])])
      ])
    #expect(CalibrationBatches.affordableCount(for: network) == expected)
  }

  @Test func everyOtherBatchJudges() throws {
    let network = try network(batch: .open("N"))
    let parts = try CalibrationBatches(examples(30), limit: 30, for: network).split(judging: 2)
    #expect(parts.choosing.batches.count == 2 && parts.judging.batches.count == 1)
    #expect(parts.judging.labels == (10..<20).map { $0 })
    #expect(parts.choosing.labels == (0..<10).map { $0 } + (20..<30).map { $0 })
  }

  /// Of five batches the last judges, of three asked for one of five, too; one alone does both.
  @Test func fewBatchesJudgeAllTheSame() throws {
    let network = try network(batch: .open("N"))
    for (count, judge) in [(50, 40), (30, 20), (10, 0)] {
      let all = try CalibrationBatches(examples(count), limit: count, for: network)
      let parts = all.split(judging: 5)
      #expect(parts.judging.labels == (judge..<judge + 10).map { Int32($0) })
      #expect(parts.choosing.batches.count == max(1, count / 10 - 1))
    }
  }

  /// Inputs of which each has a batch of its own are one pass.
  @Test func inputsThatDisagreeStayTogether() throws {
    let network = try network(batch: .open("N"))
    let values = [TypedTensor(Tensor(zeros: [30, 2])), TypedTensor(Tensor(zeros: [1]))]
    #expect(CalibrationBatches(values, for: network).batches.count == 1)
  }
}
