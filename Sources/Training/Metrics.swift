import Datasets
import Networks
import Tensors

/// How often a network is right.
public struct Metrics: Sendable, Equatable {
  public let exampleCount: Int
  /// How often the label was among the `depth` highest outputs.
  public let correctCount: Int

  /// 0...1; nan without examples.
  public var accuracy: Double { Double(correctCount) / Double(exampleCount) }
  public var error: Double { Double(exampleCount - correctCount) / Double(exampleCount) }

  /// Examples of one forward pass at most: enough for fast products.
  public static let batchSize = 500
  /// Values that a layer may give for one batch: a few of them are held at a time.
  private static let largestOutput = 1 << 25

  /// Fewer examples for networks of large images.
  public static func batchSize(for network: Network) -> Int {
    let largest = network.outputShapes.reduce(1) { max($0, $1.reduce(1, *)) }
    return max(1, min(batchSize, largestOutput / largest))
  }

  public init(of network: Network, on examples: Examples, top depth: Int = 1) {
    self.init(of: network, on: examples, top: depth, whileRunning: { _ in })
  }

  /// `whileRunning` is called after every batch and may throw to stop.
  public init(
    of network: Network, on examples: Examples, top depth: Int = 1, whileRunning: (Int) throws -> Void
  ) rethrows {
    var correct = 0
    let size = Self.batchSize(for: network)
    for start in stride(from: 0, to: examples.count, by: size) {
      let positions = start..<min(start + size, examples.count)
      let outputs = network.forward(examples.inputs(at: positions))
      correct += Self.correctCount(outputs, labels: examples.labels(at: positions), top: depth)
      try whileRunning(positions.upperBound)
    }
    (exampleCount, correctCount) = (examples.count, correct)
  }

  /// outputs: [N, classes]. A label counts when fewer than `depth` outputs are larger than its own; among equals the
  /// first wins, as in `argmax`.
  package static func correctCount(_ outputs: Tensor, labels: [Int32], top depth: Int) -> Int {
    let classes = outputs.count / max(labels.count, 1)
    var correct = 0
    for (row, label) in labels.enumerated() where (0..<classes).contains(Int(label)) {
      let scores = outputs.values[row * classes..<(row + 1) * classes]
      let own = scores[row * classes + Int(label)]
      var better = 0
      for (position, score) in scores.enumerated() {
        if score > own || (score == own && position < Int(label)) { better += 1 }
      }
      if better < depth && !own.isNaN { correct += 1 }
    }
    return correct
  }
}
