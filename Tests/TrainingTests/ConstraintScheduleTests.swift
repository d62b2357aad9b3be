import Networks
import Tensors
import Testing
import Training

struct ConstraintScheduleTests {
  /// Keeps the first weights of fc1, one fewer after each step of the first ten.
  private struct Shrinking: ConstraintSchedule {
    struct First: WeightConstraint {
      let count: Int
      func project(gradient: inout Tensor) {
        for position in count..<gradient.count { gradient.values[position] = 0 }
      }
      func restored(_ values: Tensor) -> Weights { .dense(values) }
    }

    func constraints(after step: Int, of steps: Int, network: Network) -> [String:
      any WeightConstraint]?
    {
      step <= 10 ? ["fc1": First(count: 20 - step)] : nil
    }

    func isSettled(after step: Int, of steps: Int) -> Bool { step >= 10 }
  }

  private func train(_ plan: TrainingPlan, validation: Bool = false) throws -> (
    network: Network, history: TrainingHistory
  ) {
    var random = RandomSource(seed: 21)
    return try Trainer(plan, schedule: Shrinking()).train(
      TinyStudy.network(), on: TinyStudy.examples,
      validation: validation ? TinyStudy.examples : nil, random: &random)
  }

  /// Three steps an epoch: after one epoch three weights are gone, after four all ten; what the
  /// optimizer remembers of them does not move them again.
  @Test(arguments: [Optimizer.sgd(momentum: 0.9), .adam])
  func constraintsHoldFromTheirStepOn(optimizer: Optimizer) throws {
    for (epochs, gone) in [(1, 3), (2, 6), (4, 10), (8, 10)] {
      let plan = TinyStudy.plan { ($0.epochs, $0.optimizer) = (epochs, optimizer) }
      let values = try #require(train(plan).network.parameter("fc1")).values
      #expect(values.suffix(gone).allSatisfy { $0 == 0 })
      #expect(values.prefix(20 - gone).allSatisfy { $0 != 0 })
    }
  }

  /// The best epoch is one of those whose constraints are the last ones: the fourth or a later one.
  @Test func theBestEpochIsASettledOne() throws {
    let plan = TinyStudy.plan { ($0.epochs, $0.keepsBest, $0.rate) = (6, true, 0.5) }
    let values = try #require(train(plan, validation: true).network.parameter("fc1")).values
    #expect(values.suffix(10).allSatisfy { $0 == 0 })
  }
}
