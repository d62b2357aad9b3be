import Datasets
import Networks
import Tensors

/// How often a network is right.
public struct Metrics: Sendable, Equatable {
  /// For each example how many outputs are higher than that of its label, 0 when the network is
  /// right; nil when the label has no output, or one that is not a number.
  public let ranks: [Int?]

  public var exampleCount: Int { ranks.count }
  /// How often the label has the highest output.
  public var correctCount: Int { correctCount(top: 1) }
  /// 0...1; nan without examples.
  public var accuracy: Double { accuracy(top: 1) }
  public var error: Double { Double(exampleCount - correctCount) / Double(exampleCount) }

  /// How often the label is among the `depth` highest outputs.
  public func correctCount(top depth: Int) -> Int {
    ranks.reduce(0) { $0 + (($1 ?? .max) < depth ? 1 : 0) }
  }

  public func accuracy(top depth: Int) -> Double {
    Double(correctCount(top: depth)) / Double(exampleCount)
  }

  /// `monitor` is told of the examples after every batch. Throws, too, when examples cannot be
  /// read, or have no classes.
  public init(
    of predictor: any Predictor, on examples: Examples, monitor: WorkMonitor<WorkDone> = .none
  ) throws {
    guard examples.targetShape == nil else { throw TrainingError.noClasses }
    var ranks: [Int?] = []
    try predictor.forEachPass(over: examples, monitor: monitor) { inputs, positions in
      let outputs = try predictor.outputs(of: inputs)
      let labels = examples.labels(at: positions)
      try Self.check(labels, haveOutputs: outputs.count / positions.count)
      ranks += Self.ranks(outputs, labels: labels)
    }
    self.ranks = ranks
  }

  /// A label without an output can never be right: the network is for other data.
  private static func check(
    _ labels: [Int32], haveOutputs outputs: Int
  ) throws(TrainingError) {
    if let label = labels.min(), label < 0 { throw .negativeLabel(label) }
    if let label = labels.max(), label >= outputs {
      throw .tooFewOutputs(outputs: outputs, classes: Int(label) + 1)
    }
  }

  /// outputs: [N, classes]. Among equals the first wins, as in `argmax`.
  package static func ranks(_ outputs: Tensor, labels: [Int32]) -> [Int?] {
    let classes = outputs.count / max(labels.count, 1)
    return labels.enumerated().map { row, label in
      guard (0..<classes).contains(Int(label)) else { return nil }
      let scores = outputs.values[row * classes..<(row + 1) * classes]
      let own = scores[row * classes + Int(label)]
      guard !own.isNaN else { return nil }
      var better = 0
      for (position, score) in scores.enumerated() {
        if score > own || (score == own && position < Int(label)) { better += 1 }
      }
      return better
    }
  }
}
