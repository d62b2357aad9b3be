import DeepCompression
import Networks
import Quantization
import Tensors
import Testing

struct OutputComparisonTests {
  private func outputs(_ values: [Float]) -> [[TypedTensor]] {
    [[TypedTensor(Tensor(shape: [values.count / 2, 2], values: values))]]
  }

  /// Three inputs; the second one's answer changes from class 0 (0.6) to 1 (0.4): 0.2 / 3 lost, two
  /// of three the same. The labels 0, 1, 1: wrong at first 1 of 3 (the second), then 0.
  @Test func dropAgreementAndErrorsByHand() throws {
    let dense = outputs([0.9, 0.1, 0.6, 0.4, 0.3, 0.7])
    let other = outputs([0.8, 0.2, 0.4, 0.6, 0.3, 0.7])
    let found = OutputComparison(
      dense, other, .classification(.probabilities), labels: [0, 1, 1])
    #expect(abs(found.drop - 0.2 / 3) < 1e-6)
    #expect(abs(try #require(found.agreement) - 2.0 / 3) < 1e-12)
    #expect(abs(try #require(found.denseError) - 1.0 / 3) < 1e-12 && found.error == 0)
    #expect(found.divergence > 0)
    #expect(OutputComparison(dense, other, .classification(.probabilities)).error == nil)
  }

  /// Logits 0 and ln 3: probabilities 1/4 and 3/4; the other answer loses 1/2.
  @Test func logitsBecomeProbabilities() {
    let found = OutputComparison(
      outputs([0, 1.098_612_3]), outputs([2, 1]), .classification(.logits))
    #expect(abs(found.drop - 0.5) < 1e-6 && found.agreement == 0)
  }

  /// Σ (y - ŷ)² / Σ y² = 4 / 25 -> 2 / 5.
  @Test func otherOutputsLoseByTheRelativeError() {
    let found = OutputComparison(outputs([3, 4]), outputs([3, 2]), .squares)
    #expect(abs(found.drop - 0.4) < 1e-6 && found.agreement == nil)
  }
}
