import Datasets
import Glibc
import Networks
import Tensors
import Training

/// Ten examples of four inputs and three classes, and a network 4-5-3, all given by formulas: what
/// the literal trajectories of these tests train.
enum TinyStudy {
  static let examples = Examples(
    inputs: Tensor(shape: [10, 4], values: (0..<40).map { Float(sin(1 + Double($0) * 0.7)) }),
    labels: (0..<10).map { Int32($0 * 7 % 3) })

  static func network(dropout: Double = 0) throws -> Network {
    let first = (0..<20).map { Float(0.5 * sin(Double($0) * 1.3 + 0.2)) }
    let second = (0..<15).map { Float(0.5 * cos(Double($0) * 0.9 + 0.4)) }
    return try Network(
      inputShape: [4],
      chain: [
        Dense(
          weights: .dense(Tensor(shape: [5, 4], values: first)),
          bias: .float32([Float](repeating: 0, count: 5))),
        ReLU(), Dropout(rate: dropout),
        Dense(weights: .dense(Tensor(shape: [3, 5], values: second)), bias: .float32([0, 0, 0])),
      ])
  }

  /// Ten epochs of batches of 4, 4 and 2 at rate 0.1.
  static func plan(_ change: (inout TrainingPlan) -> Void = { _ in }) -> TrainingPlan {
    var plan = TrainingPlan()
    (plan.epochs, plan.batchSize, plan.rate) = (10, 4, 0.1)
    change(&plan)
    return plan
  }

  static func train(
    _ plan: TrainingPlan, network: Network? = nil,
    constraints: [String: any WeightConstraint] = [:],
    validation: Examples? = nil, seed: UInt64 = 21
  ) throws -> (network: Network, history: TrainingHistory) {
    var random = RandomSource(seed: seed)
    return try Trainer(plan, constraints: constraints)
      .train(network ?? Self.network(), on: examples, validation: validation, random: &random)
  }
}
