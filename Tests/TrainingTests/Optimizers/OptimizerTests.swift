import Tensors
import TestSupport
import Testing
import Training

struct OptimizerTests {
  /// By hand: v = -0.5 g = -1, w = 9; v = 0.5 · -1 - 0.5 · 2 = -1.5, w = 7.5.
  @Test func momentumRemembersItsVelocity() {
    let sgd = Optimizer.sgd(momentum: 0.5)
    var memory = sgd.memory(count: 1)
    var values: [Float] = [10]
    sgd.update(&values, gradient: [2], memory: &memory, rate: 0.5, step: 1)
    #expect(values == [9])
    sgd.update(&values, gradient: [2], memory: &memory, rate: 0.5, step: 2)
    #expect(values == [7.5])
  }

  /// Kingma & Ba: the first step is rate · sign(g) when epsilon is small, whatever the size of the
  /// gradient.
  @Test func adamsFirstStepHasTheSizeOfTheRate() {
    var memory = Optimizer.adam.memory(count: 3)
    var values: [Float] = [0, 0, 0]
    Optimizer.adam.update(
      &values, gradient: [1e-3, -250, 0], memory: &memory, rate: 0.125, step: 1)
    #expect(relativeError(values, [-0.125, 0.125, 0]) < 2e-5)
  }

  /// Algorithm 1 of the paper, step by step in Double.
  @Test func adamIsItsDefinition() {
    let (beta1, beta2, epsilon) = (0.8, 0.95, 0.01)
    let adam = Optimizer.adam(beta1: beta1, beta2: beta2, epsilon: epsilon)
    var memory = adam.memory(count: 1)
    var values: [Float] = [1]
    var (w, m, v, power1, power2) = (1.0, 0.0, 0.0, 1.0, 1.0)
    for (step, g) in [0.5, -0.25, 0.1, 0, 3, -2].enumerated() {
      adam.update(&values, gradient: [Float(g)], memory: &memory, rate: 0.1, step: step + 1)
      (m, v) = (beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g)
      (power1, power2) = (power1 * beta1, power2 * beta2)
      w -= 0.1 * (m / (1 - power1)) / ((v / (1 - power2)).squareRoot() + epsilon)
      #expect(relativeError(values, [w]) < 1e-6)
    }
  }

  /// More values than one grain of work, in several threads.
  @Test(arguments: [Optimizer.sgd(momentum: 0.9), .adam])
  func threadsDoNotChangeTheBits(optimizer: Optimizer) {
    let count = 100_003
    let gradient = Tensor.normal([count], seed: 1).values
    let results = [1, 2, 5].map { threads in
      Parallel.$threads.withValue(threads) {
        var values = Tensor.normal([count], seed: 2).values
        var memory = optimizer.memory(count: count)
        for step in 1...3 {
          optimizer.update(&values, gradient: gradient, memory: &memory, rate: 0.01, step: step)
        }
        return values
      }
    }
    #expect(sameBits(results[0], results[1]) && sameBits(results[0], results[2]))
    #expect(results[0] != Tensor.normal([count], seed: 2).values)
  }

  @Test func nothingToUpdateIsFine() {
    var memory = Optimizer.adam.memory(count: 0)
    var values: [Float] = []
    Optimizer.adam.update(&values, gradient: [], memory: &memory, rate: 1, step: 1)
    #expect(values.isEmpty)
  }
}
