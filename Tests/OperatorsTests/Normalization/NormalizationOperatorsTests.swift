import Operators
import Testing

struct NormalizationOperatorsTests {
  @Test(arguments: [
    "BatchNormalization", "InstanceNormalization", "GroupNormalization", "LayerNormalization",
    "RMSNormalization", "MeanVarianceNormalization", "LpNormalization", "LRN", "Softmax",
    "LogSoftmax", "NegativeLogLikelihoodLoss", "SoftmaxCrossEntropyLoss",
  ])
  func isKnown(name: String) {
    #expect(OperatorRegistry.knows(name))
  }

  @Test func othersAreNot() {
    #expect(!OperatorRegistry.knows("Normalization"))
  }
}
