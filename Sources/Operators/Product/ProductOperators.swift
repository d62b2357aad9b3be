enum ProductOperators {
  static let types: [any Operator.Type] = []
}
