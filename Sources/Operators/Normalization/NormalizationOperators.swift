enum NormalizationOperators {
  static let types: [any Operator.Type] = []
}
