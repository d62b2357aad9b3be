import Operators
import Testing

struct ProductOperatorsTests {
  @Test(arguments: [
    "MatMul", "Gemm", "Einsum", "MatMulInteger", "QLinearMatMul", "Attention", "RotaryEmbedding",
    "com.microsoft.FusedMatMul", "com.microsoft.FusedGemm",
  ])
  func isKnown(name: String) {
    #expect(OperatorRegistry.knows(name))
  }

  @Test func othersAreNot() {
    #expect(!OperatorRegistry.knows("Product"))
  }
}
