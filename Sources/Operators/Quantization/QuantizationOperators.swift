enum QuantizationOperators {
  static let types: [any Operator.Type] = [
    QuantizeLinear.self, DynamicQuantizeLinear.self, DequantizeLinear.self, Scaler.self,
    Normalizer.self, Binarizer.self, ArrayFeatureExtractor.self, LinearRegressor.self,
    LinearClassifier.self, TreeEnsemble.self, TreeEnsembleRegressor.self,
  ]
}
