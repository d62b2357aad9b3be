import Networks
import Tensors
import TestSupport
import Testing
import Training

struct LatentConstraintTests {
  /// The network computes with the signs of the latent weights, times a half, and biases of zero.
  private struct Signs: LatentConstraint {
    let latent: (weights: [Float], bias: [Float])
    func project(gradient: inout Tensor) {}
    func restored(_ values: Tensor) -> Weights { .dense(values) }
    func values(of weights: [Float], step: Int) -> [Float] { weights.map { $0 < 0 ? -0.5 : 0.5 } }
    func biases(of biases: [Float]) -> [Float] { biases.map { _ in 0 } }
  }

  /// The study in NumPy, with the generator of RandomSourceTests: latent weights follow the
  /// gradients that the network has at their signs.
  /// ```python
  /// L = W1.copy(); l = c1.copy(); r = Xoshiro(21)        # x, y, W1, W2 as in TrainerTests
  /// for e in range(4):
  ///     order = r.permutation(10); total = 0
  ///     for s in range(0, 10, 4):
  ///         k = order[s:s + 4]; n = len(k); X, Y = x[k], y[k]
  ///         P = where(L < 0, -0.5, 0.5)
  ///         a = X @ P.T; h = maximum(a, 0); z = h @ W2.T + c2
  ///         q = exp(z - z.max(1, keepdims=True)); q /= q.sum(1, keepdims=True)
  ///         total -= log(q[range(n), Y]).sum()
  ///         d = (q - eye(3)[Y]) / n; dh = (d @ W2) * (a > 0)
  ///         L -= 0.1 * dh.T @ X; l -= 0.1 * dh.sum(0); W2 -= 0.1 * d.T @ h; c2 -= 0.1 * d.sum(0)
  ///     print(total / 10)
  /// ```
  @Test func gradientsOfTheValuesMoveTheLatentWeights() throws {
    let network = try TinyStudy.network()
    let weights = try #require(network.parameter("fc1")).values
    let plan = TinyStudy.plan { ($0.epochs, $0.optimizer) = (4, .sgd(momentum: 0)) }
    let (trained, history) = try TinyStudy.train(
      plan, constraints: ["fc1": Signs(latent: (weights, [0, 0, 0, 0, 0]))])
    #expect(relativeError(history.epochs.map(\.loss), Self.losses) < 1e-5)
    let values = try #require(trained.parameter("fc1")).values
    #expect(Set(values) == [-0.5, 0.5])
    #expect(trained.parameter("fc1")?.bias?.values == [0, 0, 0, 0, 0])
  }

  private static let losses: [Double] = [1.21421594, 1.20556411, 1.17740408, 1.16831590]
}
