enum NormalizationOperators {
  static let types: [any Operator.Type] = [
    Softmax.self, BatchNormalization.self, GroupNormalization.self, LayerNormalization.self,
    SkipLayerNormalization.self, LpNormalization.self, MeanVarianceNormalization.self,
    LocalResponseNormalization.self, LikelihoodLoss.self,
  ]
}
