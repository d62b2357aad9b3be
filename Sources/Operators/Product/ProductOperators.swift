enum ProductOperators {
  static let types: [any Operator.Type] = [
    MatMul.self, FusedMatMul.self, Gemm.self, Einsum.self, MatMulInteger.self, QLinearMatMul.self,
    Attention.self, RotaryEmbedding.self,
  ]
}
