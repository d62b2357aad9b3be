import Glibc
import Networks
import Quantization
import Tensors
import Testing

struct OutputDivergenceTests {
  private func outputs(_ values: [Float], _ shape: [Int]) -> [[TypedTensor]] {
    [[TypedTensor(Tensor(shape: shape, values: values))]]
  }

  /// p = (1/2, 1/2), q = (1/4, 3/4): 1/2 ln 2 + 1/2 ln 2/3 = 0.1438 nats; the mean with a row
  /// without difference is half of it.
  @Test func kullbackLeiblerByHand() {
    let p = outputs([0.5, 0.5, 0.2, 0.8], [2, 2])
    let q = outputs([0.25, 0.75, 0.2, 0.8], [2, 2])
    let expected = 0.5 * (0.5 * log(2) + 0.5 * log(2 / 3.0))
    let divergence = OutputDivergence.classification(.probabilities).between(p, q)
    #expect(abs(divergence - expected) < 1e-6)
    let logarithms = [p, q].map { outputs($0[0][0].numbers.map { Float(log($0)) }, [2, 2]) }
    for scores in [Network.Scores.logits, .logProbabilities] {
      let found = OutputDivergence.classification(scores).between(logarithms[0], logarithms[1])
      #expect(abs(found - expected) < 1e-6)
    }
  }

  /// (1, 2) and (1, 4): 4 / 5.
  @Test func relativeSquaresByHand() {
    let found = OutputDivergence.squares.between(
      outputs([1, 2], [1, 2]), outputs([1, 4], [1, 2]))
    #expect(abs(found - 0.8) < 1e-12)
    #expect(OutputDivergence.squares.between([], []) == 0)
  }
}
