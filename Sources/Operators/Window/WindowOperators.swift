enum WindowOperators {
  static let types: [any Operator.Type] = [
    Convolution.self, TransposedConvolution.self, ConvInteger.self, QLinearConv.self,
    DeformableConvolution.self, MaxPool.self, AveragePool.self, GlobalPool.self, MaxUnpool.self,
    ColumnsToImage.self, Resize.self, GridSample.self, AffineGrid.self, RoiAlign.self,
    MaxRoiPool.self, DFT.self, STFT.self, WindowFunction.self, MelWeightMatrix.self,
  ]
}
