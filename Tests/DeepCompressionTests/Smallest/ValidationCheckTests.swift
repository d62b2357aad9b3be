import Datasets
import DeepCompression
import Glibc
import Networks
import Tensors
import Testing

struct ValidationCheckTests {
  /// Two inputs go through as logits: the dense network says class 0 to (1, 0) and class 1 to
  /// (0, 1); the other one always class 0, with the logits (1, 0).
  private let dense: Network
  private let constant: Network
  private let examples = Examples(
    inputs: Tensor(shape: [4, 2], values: [1, 0, 1, 0, 0, 1, 0, 1]), labels: [0, 0, 0, 1])

  init() throws {
    dense = try Self.network([1, 0, 0, 1], bias: [0, 0])
    constant = try Self.network([0, 0, 0, 0], bias: [1, 0])
  }

  private static func network(_ weights: [Float], bias: [Float]) throws -> Network {
    try Network(
      inputShape: [2],
      chain: [
        Dense(weights: .dense(Tensor(shape: [2, 2], values: weights)), bias: .float32(bias))
      ])
  }

  @Test func theDenseNetworkAgreesWithItself() throws {
    let outcome = try ValidationCheck(of: dense, on: examples)(dense)
    #expect(outcome.error == 0.25 && outcome.agreement == 1 && outcome.divergence == 0)
  }

  /// It answers as the dense one to two of four, and is wrong once. KL((q, p) || (p, q)) for the
  /// softmax p = 1 / (1 + 1/e), q = 1 - p is (p - q) log(p / q) = p - q, twice in four.
  @Test func anotherNetworkByHand() throws {
    let outcome = try ValidationCheck(of: dense, on: examples)(constant)
    #expect(outcome.error == 0.25 && outcome.agreement == 0.5)
    let p = 1 / (1 + exp(-1.0))
    #expect(abs(outcome.divergence - (2 * p - 1) / 2) < 1e-6)
  }
}
