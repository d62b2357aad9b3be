enum WindowOperators {
  static let types: [any Operator.Type] = [
    Convolution.self, TransposedConvolution.self, MaxPool.self, AveragePool.self,
    GlobalPool.self, MaxUnpool.self, ColumnsToImage.self,
  ]
}
