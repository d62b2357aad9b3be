enum QuantizationOperators {
  static let types: [any Operator.Type] = []
}
