import Quantization
import Tensors
import TestSupport
import Testing

struct SurvivorProblemTests {
  /// H = [[1, c], [c, 1]] with 1% of the mean diagonal added.
  private func pair(_ c: Double, _ weights: [Float]) -> SurvivorProblem {
    let form = QuadraticForm(SymmetricMatrix(extent: 2, values: [1, c, c, 1]))
    return SurvivorProblem([.init(form: form, target: form.ordered(weights))])
  }

  /// [H⁻¹]ᵢᵢ = d / (d² - c²) for d = 1.01: losses are w² (d² - c²) / d.
  @Test func lossesAreWhatTheOthersCannotMakeGood() {
    let losses = pair(0.8, [1, 2]).losses[0]
    let factor: Float = (1.01 * 1.01 - 0.64) / 1.01
    #expect(abs(losses[0] - factor) < 1e-5 && abs(losses[1] - 4 * factor) < 1e-5)
  }

  /// When w2 goes, q1 = w1 + w2 c / d.
  @Test func theSurvivorTakesOver() {
    let problem = pair(0.8, [3, 1])
    let kept = problem.solved(.mask([[true, false]]))[0]
    #expect(abs(kept[0] - (3 + 0.8 / 1.01)) < 1e-5 && kept[1] == 0)
    // The first would cost 9 · 0.376; the second, with nothing after it, 1 · 1.01.
    let found = problem.solved(.loss(atLeast: 1.1))[0]
    #expect(found[1] == 0 && abs(found[0] - kept[0]) < 1e-5)
  }

  /// At the least squares the slope H (q - w) of every survivor is zero.
  @Test func survivorsReachTheirLeastSquares() {
    let (depth, rows) = (70, 5)
    let inputs = Tensor.normal([200, depth], seed: 1).values
    var covariance = [Double](repeating: 0, count: depth * depth)
    for sample in 0..<200 {
      for i in 0..<depth {
        // Neighbours are alike.
        let a = Double(inputs[sample * depth + i] + inputs[sample * depth + (i + 1) % depth])
        for j in 0..<depth {
          let b = Double(inputs[sample * depth + j] + inputs[sample * depth + (j + 1) % depth])
          covariance[i * depth + j] += a * b / 200
        }
      }
    }
    let form = QuadraticForm(SymmetricMatrix(extent: depth, values: covariance))
    let block = RateDistortion.Block(
      form: form, target: Tensor.normal([rows, depth], seed: 2).values)
    let mask = (0..<rows * depth).map { $0 % 3 != 0 }
    let problem = SurvivorProblem([block])
    func slopes(rounds: Int) -> Float {
      let values = problem.solved(.mask([mask]), rounds: rounds)[0]
      #expect(zip(values, mask).allSatisfy { $1 || $0 == 0 })
      let slopes = RateDistortion.product(zip(values, block.target).map { $0 - $1 }, form)
      return zip(slopes, mask).map { $1 ? abs($0) : 0 }.max() ?? 0
    }
    #expect(slopes(rounds: 60) < 2e-3)
    #expect(slopes(rounds: 60) < slopes(rounds: 3) && slopes(rounds: 3) < slopes(rounds: 0))
  }

  @Test func whatIsGoneStaysGone() {
    let form = QuadraticForm(identity: 3)
    let problem = SurvivorProblem([
      .init(form: form, target: [1, 2, 3], isKept: [true, false, true])
    ])
    #expect(problem.losses[0][1] == 0)
    #expect(problem.solved(.loss(atLeast: 0))[0][1] == 0)
  }
}
