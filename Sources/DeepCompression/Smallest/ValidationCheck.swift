import Datasets
import Glibc
import Networks
import Tensors
import Training

/// A network beside the dense one on the validation examples.
package struct ValidationCheck {
  private let examples: Examples
  /// Of the dense network, the logarithms of its probabilities: [examples, classes].
  private let dense: [Float]
  private let classes: Int

  package init(of network: Network, on examples: Examples) throws {
    self.examples = examples
    classes = network.outputShape.reduce(1, *)
    dense = try Self.logProbabilities(network, examples, classes)
  }

  package struct Outcome {
    /// Fractions of the examples.
    package var error: Double
    package var agreement: Double
    /// Mean KL(dense || network), in nats.
    package var divergence: Double
  }

  /// `move` moves every image first.
  package func callAsFunction(_ network: Network, move: RandomShift.Move? = nil) throws -> Outcome {
    let own = try Self.logProbabilities(network, examples, classes, move: move)
    var (wrong, agreeing, divergence) = (0, 0, 0.0)
    for (example, label) in examples.labels.enumerated() {
      let row = example * classes..<(example + 1) * classes
      let answer = Self.highest(own[row])
      wrong += answer == Int(label) ? 0 : 1
      agreeing += answer == Self.highest(dense[row]) ? 1 : 0
      divergence += row.reduce(0) { sum, place in
        sum + exp(Double(dense[place])) * (Double(dense[place]) - Double(own[place]))
      }
    }
    let count = Double(max(1, examples.count))
    return Outcome(
      error: Double(wrong) / count, agreement: Double(agreeing) / count,
      divergence: divergence / count)
  }

  private static func highest(_ row: ArraySlice<Float>) -> Int {
    (row.indices.max { row[$0] < row[$1] } ?? row.startIndex) - row.startIndex
  }

  private static func logProbabilities(
    _ network: Network, _ examples: Examples, _ classes: Int, move: RandomShift.Move? = nil
  ) throws -> [Float] {
    let logits = network.givingLogits
    var values: [Float] = []
    try network.forEachPass(over: examples) { inputs, positions in
      let moved = move.map { move in
        RandomShift(pixels: 1).moved(inputs, by: positions.map { _ in move })
      }
      let scores = try logits.evaluatedOutput(of: moved ?? inputs)
      values += SoftmaxCrossEntropy.probabilities(scores).values.map {
        log(max($0, .leastNormalMagnitude))
      }
    }
    return values
  }
}
