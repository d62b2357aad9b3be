import Datasets
import Networks
import Tensors

/// How far a network is from the targets of its examples.
public struct Regression: Sendable, Equatable {
  /// Mean of (output - target)² over all numbers.
  public let meanSquare: Double

  /// `monitor` is told of the examples after every batch. Throws when the examples have classes,
  /// or the outputs another count of numbers.
  public init(
    of predictor: any Predictor, on examples: Examples, monitor: WorkMonitor<WorkDone> = .none
  ) throws {
    guard let shape = examples.targetShape else { throw TrainingError.noTargets }
    guard examples.count > 0 else { throw TrainingError.noExamples }
    var sum = 0.0
    try predictor.forEachPass(over: examples, monitor: monitor) { inputs, positions in
      let outputs = try predictor.outputs(of: inputs)
      let targets = examples.targets(at: positions) ?? outputs
      guard outputs.count == targets.count else {
        throw TrainingError.wrongTargets(
          outputs: Array(outputs.shape.dropFirst()), targets: shape)
      }
      sum += MeanSquares.mean(outputs, targets) * Double(positions.count)
    }
    meanSquare = sum / Double(examples.count)
  }
}
